import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { person } from './support/people.js';

/** What a newcomer copies from the README works as it stands there. */
test('the first tour of the README runs, from sign-up to the home feed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maru tour '));
  const [tour] = shellBlocks(await readFile('README.md', 'utf8'), 'A first tour');
  const script = tour!.replace('http://localhost:3000', process.env.MARU_URL!);
  // It is run in the checkout, and leaves files there.
  await symlink(resolve('test'), join(folder, 'test'));
  // The program of the tests has no demo community: the person that the tour follows signs up.
  await person('haneul', { nickname: 'haneul', fullName: '김하늘', phone: '010-7301-0001' });
  const run = promisify(execFile);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });

  const answers = stdout.match(/\{.*?\}(?=\{|\s*$)/gs)!;
  expect(answers[0]).toContain('"following":true');
  expect(answers[1]).toContain('"liked":true,"likeCount":1');
  expect(stdout).toContain('"body":"다음 주에 또!"');
  expect(stdout).toContain('"slug":"한강에서"');
  expect(stdout).not.toContain('/problems/');
  await rm(folder, { recursive: true });
});

/** The shell blocks under a heading, in order. */
function shellBlocks(markdown: string, heading: string): string[] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(heading))!;
  return [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block!);
}
