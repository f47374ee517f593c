import { errorCode } from '#libs/kernel';

/** The embedded server can't be used. The message is one line that says what to do about it. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';

  constructor(message: string, options?: ErrorOptions) {
    super(message.replace(/\s*[\r\n]+\s*/g, ' ').trim(), options);
  }
}

/** Whether a server went away, or was not there, while it was talked to. */
export function isLostConnection(error: unknown): boolean {
  return (
    /^(?:08|57P|ECONN|EPIPE)/.test(errorCode(error) ?? '') ||
    /connection terminated|not queryable/i.test(errorText(error))
  );
}

/** What an unknown thrown value says of itself. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs `read` and answers undefined when the file isn't there; every other error is thrown. */
export async function ifPresent<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return undefined;
    }
    throw error;
  }
}

/** Turns a refused write in `directory` into a line that names the folder; passes on the rest. */
export function explainFileError(error: unknown, directory: string): unknown {
  const reasons: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'part of the path is a file',
    EEXIST: 'a file is in its place',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
  };
  const reason = reasons[errorCode(error) ?? ''];
  if (error instanceof EmbeddedServerError || reason === undefined) {
    return error;
  }
  return new EmbeddedServerError(
    `The embedded PostgreSQL can't use ${directory}: ${reason}. ` +
      'Set DATA_DIR to a writable folder, or DATABASE_URL to a server of your own.',
    { cause: error },
  );
}
