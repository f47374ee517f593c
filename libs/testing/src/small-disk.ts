import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of a few megabytes that really gets full. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Mounts one at a folder, at a new one without a path. */
  static async mount(megabytes: number, path?: string): Promise<SmallDisk> {
    const folder = path ?? (await mkdtemp(join(tmpdir(), 'maru-small-disk-')));
    await mkdir(folder, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  async resize(megabytes: number): Promise<void> {
    await run('mount', ['-o', `remount,size=${megabytes}m`, this.path]);
  }

  async remove(): Promise<void> {
    await run('umount', ['--lazy', this.path]);
    await rm(this.path, { recursive: true, force: true });
  }
}

/** A test that needs small disks: where none can be mounted, it says so and tests nothing. */
export function onSmallDisk(name: string, test: () => Promise<void>, timeoutMs?: number): void {
  if (canMount()) {
    it(name, test, timeoutMs);
  } else {
    it(`${name}: skipped, because only root with CAP_SYS_ADMIN can mount a small file system`, () =>
      undefined);
  }
}

function canMount(): boolean {
  try {
    // In a namespace of its own, so that nothing stays mounted.
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}
