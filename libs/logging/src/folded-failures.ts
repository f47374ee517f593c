import type { LogFn } from 'pino';
import { isErrorLike, rootCause } from './logged-error.js';

/** A cause is told at most once in this time, in milliseconds. */
const WINDOW_MS = 1_000;
/** More causes than that within one window share one line. */
const MOST_CAUSES = 200;
const MANY = 'many causes';

/** Arguments of a call of the log. */
type Entry = Parameters<LogFn>;

interface Fold {
  /** Writes the newest entry that was held back. */
  write: (() => void) | undefined;
  count: number;
}

/**
 * Keeps the log readable and small while something is away: of failures with one cause it lets the first through at
 * once, and of those that follow within a second only the newest, at its end, with the field `repeated`, which says how
 * many there were.
 */
export class FoldedFailures {
  private readonly folds = new Map<string, Fold>();

  /**
   * Passes an entry on, now or later. Entries without an error always pass.
   *
   * @param entry what the log was called with
   * @param write writes an entry of that form
   */
  pass(entry: Entry, write: (entry: Entry) => void): void {
    const cause = causeOf(entry);
    if (cause === undefined) {
      write(entry);
      return;
    }
    const key = this.folds.has(cause) || this.folds.size < MOST_CAUSES ? cause : MANY;
    const open = this.folds.get(key);
    if (open === undefined) {
      write(entry);
      this.open(key);
      return;
    }
    open.count += 1;
    open.write = () => write(counted(entry, open.count));
  }

  private open(key: string): void {
    const fold: Fold = { write: undefined, count: 0 };
    this.folds.set(key, fold);
    const timer = setTimeout(() => {
      this.folds.delete(key);
      if (fold.write !== undefined) {
        fold.write();
        this.open(key);
      }
    }, WINDOW_MS);
    // Nobody's end is put off for a line.
    timer.unref();
  }
}

function counted([first, ...rest]: Entry, repeated: number): Entry {
  return [{ ...fieldsOf(first), repeated }, ...rest];
}

/** What the failure came from; numbers of requests, jobs and rows, and who met it, make no other cause. */
function causeOf([first]: Entry): string | undefined {
  const { err } = fieldsOf(first);
  if (!isErrorLike(err)) {
    return undefined;
  }
  const { code, type, message } = rootCause(err);
  return `${code ?? type}: ${message.replace(/ \([^()]*\)$/, '').replaceAll(/[0-9a-f-]{8,}|\d{6,}/gi, '#')}`;
}

function fieldsOf(first: unknown): { readonly err?: unknown } {
  if (typeof first !== 'object' || first === null) {
    return {};
  }
  return isErrorLike(first) ? { err: first } : first;
}
