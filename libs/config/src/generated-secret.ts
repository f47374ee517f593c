import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '#libs/kernel';

/**
 * A random secret that stays the same from start to start: made once in a file that only this user may
 * read. Processes that start at the same moment get the same one.
 *
 * @param make gives a new one; without it 48 random bytes in base64url
 * @throws the system error when the folder can't be written
 */
export function generatedSecret(
  directory: string,
  name: string,
  make: () => string = () => randomBytes(48).toString('base64url'),
): string {
  const path = join(directory, name);
  const known = readSecret(path);
  if (known !== undefined) {
    return known;
  }
  // Root may hand the cluster in it to another user, who must be able to pass.
  mkdirSync(directory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  writeFileSync(draft, make(), { mode: 0o600, flag: 'wx' });
  try {
    // A link, unlike a rename, never replaces what another process has just made.
    linkSync(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
