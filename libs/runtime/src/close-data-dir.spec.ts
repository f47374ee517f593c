import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { AddressSigner, LocalStorage, ObjectAddresses } from '#libs/storage';
import { closeDataDir } from './close-data-dir.js';

/** To root the folder stays passable for PostgreSQL, which then runs as another user. */
const DATA_DIR_MODE = process.getuid?.() === 0 ? '711' : '700';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'maru modes '));
  await chmod(dataDir, 0o755);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<string> =>
  ((await stat(path)).mode & 0o7777).toString(8);

/** Every folder and file below the data folder with its mode. */
const modes = async (): Promise<Record<string, string>> => {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => [relative(dataDir, path), await modeOf(path)] as const),
    ),
  );
};

const openTree = async (): Promise<void> => {
  for (const folder of ['media', 'media/private', 'media/private/0a', 'mail']) {
    await mkdir(join(dataDir, folder));
    await chmod(join(dataDir, folder), 0o755);
  }
  for (const file of ['media/private/0a/archive.zip', 'mail/one.eml']) {
    await writeFile(join(dataDir, file), 'personal');
    await chmod(join(dataDir, file), 0o664);
  }
};

describe('the data folder', () => {
  it('is closed to others at start, with all that former versions left open', async () => {
    await openTree();
    await closeDataDir(dataDir);
    expect(await modes()).toEqual({
      media: '700',
      'media/private': '700',
      'media/private/0a': '700',
      'media/private/0a/archive.zip': '600',
      mail: '700',
      'mail/one.eml': '600',
    });
    expect(await modeOf(dataDir)).toBe(DATA_DIR_MODE);
  });

  it('keeps its own mode where it holds what is not ours, or is shared by all; our parts are closed', async () => {
    await openTree();
    await writeFile(join(dataDir, 'notes.txt'), 'of somebody');
    await closeDataDir(dataDir);
    expect(await modeOf(dataDir)).toBe('755');
    expect(await modeOf(join(dataDir, 'media'))).toBe('700');
    await rm(join(dataDir, 'notes.txt'));
    await chmod(dataDir, 0o1777);
    await closeDataDir(dataDir);
    expect(await modeOf(dataDir)).toBe('1777');
  });

  it('follows no link out of it, and may be missing', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'maru outside '));
    await chmod(outside, 0o755);
    await symlink(outside, join(dataDir, 'media'));
    await closeDataDir(dataDir);
    expect(await modeOf(outside)).toBe('755');
    await rm(outside, { recursive: true });
    await expect(closeDataDir(join(dataDir, 'none'))).resolves.toBeUndefined();
  });
});

describe('pictures and archives', () => {
  it.each([0o000, 0o022, 0o077])('are for their owner only under umask %o', async (mask) => {
    const before = process.umask(mask);
    try {
      const store = new LocalStorage({
        root: join(dataDir, 'media'),
        addresses: new ObjectAddresses('http://localhost', new AddressSigner(['k'.repeat(32)])),
      });
      await store.put('incoming/a/one.png', Buffer.from('x'));
      await chmod(join(dataDir, 'media/incoming/a/one.png'), 0o644);
      await store.copy('incoming/a/one.png', 'public/b/two.png');
      await store.move('incoming/a/one.png', 'private/c/three.zip');
      const found = Object.entries(await modes());
      expect(found.length).toBeGreaterThan(6);
      for (const [path, mode] of found) {
        expect([path, mode]).toEqual([path, /\.(?:png|zip)$/.test(path) ? '600' : '700']);
      }
    } finally {
      process.umask(before);
    }
  });
});
