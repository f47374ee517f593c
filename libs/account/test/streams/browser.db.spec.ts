import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { OpenStreams } from '#libs/live';
import { BrowserPage, describeWithChromium, eventually } from '#libs/testing';
import { account } from '#libs/testing/accounts';
import { type LiveStage, liveStage } from './stream-stage.js';

/** The code that the documentation gives to people who write for browsers. */
function documented(): string {
  const page = readFileSync('docs/stream.md', 'utf8');
  const code = /## Browser\n\n```ts\n([^]*?)```/.exec(page)![1]!;
  const { ModuleKind, ScriptTarget } = ts;
  return ts.transpileModule(code, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
  }).outputText;
}

describeWithChromium('Chromium (skipped where there is none)', () => {
  let app: LiveStage;

  beforeAll(async () => {
    app = await liveStage();
  });
  afterAll(() => app.close());

  it('reads the stream by the documented code, and goes on when it has ended', async () => {
    const self = await account(app, 'browser');
    const page = await BrowserPage.open(`${await app.nest.getUrl()}/problems/not-found`);
    await page.value(`
      ${documented()}
      globalThis.got = [];
      void follow(async () => ${JSON.stringify(self.token)}, (event, data) => got.push([event, data?.id]));
      undefined;
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
});
