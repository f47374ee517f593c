import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '#libs/kernel';

const OTHERS = 0o077;
const STICKY = 0o1000;

/** Folders in DATA_DIR that hold what is personal; the one of PostgreSQL looks after itself. */
const PARTS = ['media', 'mail'];
/** What Maru puts into DATA_DIR. A folder that holds anything else is not ours alone. */
const OURS = /^(?:postgres|media|mail|jwt-secret.*|demo-logins\.json.*)$/;

/**
 * Takes the rights of others away from what lies in the data folder since versions, or under a umask, that left them:
 * folders 700, files 600. Looks into a folder only while the folder itself is open to others, and closes it last, so
 * that an interrupted start begins again. The data folder itself is closed too when it holds nothing but ours; to root
 * it stays passable, for PostgreSQL, which then runs as another user.
 *
 * What belongs to somebody else, as a mounted volume may, is left as it is.
 */
export async function closeDataDir(dataDir: string): Promise<void> {
  for (const part of PARTS) {
    await closeTree(join(dataDir, part));
  }
  const mode = await modeOf(dataDir);
  const names = await readdir(dataDir).catch(() => []);
  if (mode !== undefined && (mode & STICKY) === 0 && names.every((name) => OURS.test(name))) {
    await close(dataDir, mode, process.getuid?.() === 0 ? 0o711 : 0o700);
  }
}

async function closeTree(folder: string): Promise<void> {
  const mode = await modeOf(folder);
  if (mode === undefined || (mode & OTHERS) === 0) {
    return;
  }
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const found = entry.isSymbolicLink() ? undefined : await modeOf(path);
    if (found !== undefined) {
      await close(path, found, entry.isDirectory() ? 0o700 : 0o600);
    }
  }
  await close(folder, mode, 0o700);
}

/** Takes away what `most` does not allow; never gives. */
async function close(path: string, mode: number, most: number): Promise<void> {
  if ((mode & OTHERS & ~most) !== 0) {
    await chmod(path, mode & most).catch(unlessForeign);
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch(unlessForeign);
  return found === undefined || found.isSymbolicLink() ? undefined : found.mode & 0o7777;
}

/** Passes over what isn't there any more, and what isn't this user's to change. */
function unlessForeign(error: unknown): undefined {
  if (!['ENOENT', 'EPERM', 'EACCES', 'EROFS'].includes(errorCode(error) ?? '')) {
    throw error;
  }
  return undefined;
}
