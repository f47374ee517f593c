import type { Id } from '#libs/kernel';

/** Keys that one lib keeps of texts: what is compared when they are looked for. */
export abstract class FoldedKeys {
  /** Unique, `table.column`. */
  abstract readonly subject: string;

  /**
   * Folds the next rows in the order of their ids anew, and stores those keys that differ. In the transaction of the
   * caller, while people act: what they have just written stays.
   *
   * @param after the last row that was looked at, `0` at first
   * @returns the last row that was looked at now; `undefined` when there are no more
   */
  abstract refold(after: Id | '0', limit: number): Promise<Id | undefined>;
}
