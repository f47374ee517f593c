import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';
import { WebSocket } from 'ws';
import { OpenStreams } from '#libs/live';
import { eventually } from '#libs/testing';
import { account } from '#libs/testing/accounts';
import { type LiveStage, liveStage } from './stream-stage.js';

/** The browser of this machine, if it has one. */
const CHROMIUM = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) =>
    ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)),
  )
  .find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** A page of a browser without a window, told what to do by its debugging protocol. */
class Page {
  private last = 0;

  private constructor(
    private readonly browser: ChildProcess,
    private readonly folder: string,
    private readonly socket: WebSocket,
    private readonly session: string,
  ) {}

  static async open(program: string, url: string): Promise<Page> {
    const folder = await mkdtemp(join(tmpdir(), 'maru-browser-'));
    const browser = spawn(
      program,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--remote-debugging-port=0',
        `--user-data-dir=${folder}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const socket = new WebSocket(await debuggerOf(browser));
    await once(socket, 'open');
    const first = new Page(browser, folder, socket, '');
    const { targetId } = await first.send('Target.createTarget', { url });
    const { sessionId } = await first.send('Target.attachToTarget', { targetId, flatten: true });
    return new Page(browser, folder, socket, String(sessionId));
  }

  /** The value of an expression in the page. */
  async value(expression: string): Promise<unknown> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { value: unknown }).value;
  }

  async close(): Promise<void> {
    this.socket.terminate();
    const ended = once(this.browser, 'exit');
    this.browser.kill('SIGKILL');
    await ended;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private send(method: string, params: object): Promise<Record<string, unknown>> {
    const id = (this.last += 1) + (this.session === '' ? 0 : 1_000);
    return new Promise((resolve, reject) => {
      const listen = (text: Buffer) => {
        const answer = JSON.parse(text.toString()) as {
          id?: number;
          result?: Record<string, unknown>;
          error?: { message: string };
        };
        if (answer.id === id) {
          this.socket.off('message', listen);
          if (answer.result) {
            resolve(answer.result);
          } else {
            reject(new Error(answer.error?.message));
          }
        }
      };
      this.socket.on('message', listen);
      const session = this.session === '' ? {} : { sessionId: this.session };
      this.socket.send(JSON.stringify({ id, method, params, ...session }));
    });
  }
}

/** Where a browser that has just been started takes orders. */
async function debuggerOf(browser: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: browser.stderr! })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      return address;
    }
  }
  throw new Error('The browser ended.');
}

/** The code that the documentation gives to people who write for browsers. */
function documented(): string {
  const page = readFileSync('docs/stream.md', 'utf8');
  const code = /## Browser\n\n```ts\n([^]*?)```/.exec(page)![1]!;
  const { ModuleKind, ScriptTarget } = ts;
  return ts.transpileModule(code, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
  }).outputText;
}

(CHROMIUM === undefined ? describe.skip : describe)(
  'Chromium (skipped where there is none)',
  () => {
    let app: LiveStage;

    beforeAll(async () => {
      app = await liveStage();
    });
    afterAll(() => app.close());

    it('reads the stream by the documented code, and goes on when it has ended', async () => {
      const self = await account(app, 'browser');
      const page = await Page.open(CHROMIUM!, `${await app.nest.getUrl()}/problems/not-found`);
      await eventually(async () => (await page.value('document.readyState')) === 'complete');
      await page.value(`
      ${documented()}
      globalThis.got = [];
      void follow(async () => ${JSON.stringify(self.token)}, (event, data) => got.push([event, data?.id]));
    `);
      const got = async () =>
        JSON.parse(String(await page.value('JSON.stringify(got)'))) as [string, string?][];
      await eventually(got, (frames) => frames.length === 1);
      await app.note([self], 1);
      await eventually(got, (frames) => frames.length === 2);
      app.get(OpenStreams).of(self.id)[0]!.end('going-down');
      await app.note([self], 2);
      await eventually(got, (frames) => frames.some(([, id]) => id === '2'));
      expect((await got()).map(([event, id]) => id ?? event)).toEqual([
        'ready',
        '1',
        'end',
        'ready',
        '2',
      ]);
      await page.close();
    });
  },
);
