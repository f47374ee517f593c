import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreLinks } from './binaries.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'maru-links-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('makes the missing links, and leaves those that are there', async () => {
  const entry = { source: 'native/lib/a.so.1', target: 'native/lib/a.so' };
  await mkdir(join(directory, 'native', 'lib'), { recursive: true });
  await writeFile(join(directory, 'native', 'pg-symlinks.json'), JSON.stringify([entry]));
  await restoreLinks(directory);
  await restoreLinks(directory);
  expect(await readlink(join(directory, entry.target))).toBe('a.so.1');
});
