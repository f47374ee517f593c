import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { errorCode } from '#libs/kernel';
import { EmbeddedServerError, ifPresent } from './errors.js';
import {
  isAlive,
  isProcessIdentity,
  ownIdentity,
  type ProcessIdentity,
} from './process-identity.js';
import { until } from './until.js';

/** How long to wait for another process that starts or stops the server, in milliseconds. */
const PATIENCE_MS = 180_000;

interface Holder extends ProcessIdentity {
  readonly token: string;
}

/**
 * Runs `body` while this process alone holds the lock file at `path`.
 * A lock whose holder died is taken over. Throws {@link EmbeddedServerError} when a living
 * holder keeps it for three minutes.
 */
export async function withFileLock<T>(path: string, body: () => Promise<T>): Promise<T> {
  const holder: Holder = { ...(await ownIdentity()), token: randomUUID() };
  const draft = `${path}.${holder.token}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    const got = await until(async () => ((await seize(path, draft)) ? true : undefined), {
      timeoutMs: PATIENCE_MS,
      everyMs: 15,
    });
    if (got === undefined) {
      const other = await readHolder(path);
      throw new EmbeddedServerError(
        `Process ${other?.pid ?? '?'} has been starting or stopping the embedded PostgreSQL for ` +
          `too long. End that process, or remove ${path} if it is not Maru, and try again.`,
      );
    }
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await body();
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Linking a finished file makes lock and content appear at once. A dead holder's lock is removed
 * under a second lock named after that very holder, so no one removes a lock taken since.
 */
async function seize(path: string, draft: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  }
  const holder = await readHolder(path);
  if (holder === undefined || (await isAlive(holder))) {
    return false;
  }

  const breaking = `${path}.break-${holder.token}`;
  if (!(await seize(breaking, draft))) {
    return false;
  }
  try {
    if ((await readHolder(path))?.token === holder.token) {
      await rm(path, { force: true });
    }
  } finally {
    await rm(breaking, { force: true });
  }
  return false;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await ifPresent(readFile(path, 'utf8'));
  if (text === undefined) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  return isProcessIdentity(value) && 'token' in value && typeof value.token === 'string';
}
