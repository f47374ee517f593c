import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { eventually } from './eventually.js';

/** The browser of this machine, if it has one. */
export const CHROMIUM = (process.env['PATH'] ?? '')
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

/** `describe` for tests that need {@link CHROMIUM}: where there is none they are skipped, and their name says why. */
export const describeWithChromium = CHROMIUM === undefined ? describe.skip : describe;

/** What the debugging protocol says by itself. */
interface ProtocolEvent {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** A page of a browser without a window, told what to do by its debugging protocol. */
export class BrowserPage {
  /** Everything that the protocol has said by itself. */
  readonly events: ProtocolEvent[] = [];
  private last = 0;

  private constructor(
    private readonly browser: ChildProcess,
    private readonly folder: string,
    private readonly socket: WebSocket,
    private readonly session: string,
  ) {
    socket.on('message', (text: Buffer) => {
      const said = JSON.parse(text.toString()) as Partial<ProtocolEvent>;
      if (said.method !== undefined) {
        this.events.push({ method: said.method, params: said.params ?? {} });
      }
    });
  }

  /** Opens a page in a browser of its own, and waits until it is there. */
  static async open(url: string): Promise<BrowserPage> {
    if (CHROMIUM === undefined) {
      throw new Error('There is no Chromium on this machine.');
    }
    const folder = await mkdtemp(join(tmpdir(), 'maru-browser-'));
    const browser = spawn(
      CHROMIUM,
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
    const first = new BrowserPage(browser, folder, socket, '');
    const { targetId } = await first.send('Target.createTarget', { url });
    const { sessionId } = await first.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new BrowserPage(browser, folder, socket, String(sessionId));
    // An empty page is there first, and has nothing to ask while it goes.
    const shown = `document.readyState === 'complete' && location.href`;
    await eventually(
      () => page.value(shown).catch(() => undefined),
      (address) => address === new URL(url).href,
    );
    return page;
  }

  /** The value of an expression in the page; of a promise what it becomes. */
  async value(expression: string): Promise<unknown> {
    const { result } = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    return (result as { value: unknown }).value;
  }

  /** A call of the debugging protocol. @throws Error when it is refused */
  send(method: string, params: object): Promise<Record<string, unknown>> {
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

  /** Ends the browser. */
  async close(): Promise<void> {
    const ended = once(this.browser, 'exit');
    // Killed, it would leave its other processes behind.
    this.socket.send(JSON.stringify({ id: 0, method: 'Browser.close' }));
    await ended;
    this.socket.terminate();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
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
