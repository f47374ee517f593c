import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from './errors.js';
import { isAlive, isProcessIdentity, ownIdentity } from './process-identity.js';

/**
 * Who uses the server: one small file per use, named by process. A process that died without
 * giving its lease back counts no longer. Call all of these under the lock of the folder.
 */
export class Leases {
  constructor(private readonly directory: string) {}

  /**
   * Notes one more use by this process; removes the files of processes that died. Answers its id, for
   * {@link Leases.giveBack}.
   */
  async take(): Promise<string> {
    await this.count();
    const id = `${process.pid}-${randomUUID().slice(0, 8)}`;
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFile(join(this.directory, id), JSON.stringify(await ownIdentity()), { mode: 0o600 });
    return id;
  }

  /** Forgets one use. */
  async giveBack(id: string): Promise<void> {
    await rm(join(this.directory, id), { force: true });
  }

  /** How many uses are left; removes the files of processes that died. */
  async count(): Promise<number> {
    let living = 0;
    for (const name of (await ifPresent(readdir(this.directory))) ?? []) {
      const path = join(this.directory, name);
      if (await this.isHeld(path)) {
        living += 1;
      } else {
        await rm(path, { force: true });
      }
    }
    return living;
  }

  private async isHeld(path: string): Promise<boolean> {
    const text = (await ifPresent(readFile(path, 'utf8'))) ?? '';
    try {
      const value: unknown = JSON.parse(text);
      return isProcessIdentity(value) && (await isAlive(value));
    } catch {
      return false;
    }
  }
}
