import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { DemoReader } from './demo.reader.js';
import type { DemoLogin } from './demo-members.js';

/** A log-in, and the digest of what the database keeps of its password: another one means another password. */
interface KeptLogin extends DemoLogin {
  readonly digest: string;
}

/** Keeps the log-ins of the demo community in a file that only this user may read, as long as they work. */
@Injectable()
export class DemoLogins {
  private readonly path: string;

  constructor(
    private readonly reader: DemoReader,
    settings: Settings,
  ) {
    this.path = join(settings.dataDir, 'demo-logins.json');
  }

  /** Whether there is room for the community: nobody has an account, administrators apart. */
  nobodyIsThere(): Promise<boolean> {
    return this.reader.isEmpty();
  }

  /** Keeps log-ins of people who have just signed up, in the transaction in which they did. */
  async keep(logins: readonly DemoLogin[]): Promise<void> {
    const digests = await this.reader.passwordDigests(logins.map(({ email }) => email));
    const kept = logins.map((login) => ({ ...login, digest: digests.get(login.email) ?? '' }));
    const draft = `${this.path}.part`;
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
    await rm(draft, { force: true });
    await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(draft, this.path);
  }

  /** Those whose people are there with the password they got. Removes the file when there are none. */
  async stillValid(): Promise<DemoLogin[]> {
    const kept = loginsIn(await readFile(this.path, 'utf8').catch(() => '[]'));
    if (kept.length === 0) {
      return [];
    }
    const digests = await this.reader.passwordDigests(kept.map(({ email }) => email));
    const valid = kept.filter(({ email, digest }) => digests.get(email) === digest);
    if (valid.length === 0) {
      await rm(this.path, { force: true });
    }
    return valid.map(({ email, password }) => ({ email, password }));
  }
}

/** What the file holds; nothing when it was damaged. */
function loginsIn(text: string): KeptLogin[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isKeptLogin) : [];
  } catch {
    return [];
  }
}

function isKeptLogin(value: unknown): value is KeptLogin {
  return (
    typeof value === 'object' &&
    value !== null &&
    'email' in value &&
    typeof value.email === 'string' &&
    'password' in value &&
    typeof value.password === 'string' &&
    'digest' in value &&
    typeof value.digest === 'string'
  );
}
