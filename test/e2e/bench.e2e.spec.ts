import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru bench-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the benchmark seeds, and compares Maru with a reference that answers the same', async () => {
  const options = ['--preset', 'small', '--only', 'references', '--quick', '--seconds', '1'];
  const places = ['--data-dir', join(folder, 'data'), '--out', join(folder, 'report')];
  await run(process.execPath, ['tools/bench.mjs', ...options, ...places]);
  const report = await readFile(join(folder, 'report', 'small-references.md'), 'utf8');
  expect(report).toMatch(/\| home feed \/ bare Fastify \+ pg \| ≥ 0\.85 \| \d/);
  expect(report).toContain('| failed requests | 0 | 0 | yes |');
});
