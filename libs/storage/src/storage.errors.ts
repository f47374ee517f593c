/** The store could not do it: full, away, or refusing us. Trying again later may help. */
export class StorageFailure extends Error {
  override readonly name: string = 'StorageFailure';

  constructor(act: string, cause: unknown) {
    super(`Object storage failed to ${act}.`, { cause });
  }
}

/** There is no object at that key. */
export class ObjectMissing extends Error {
  override readonly name: string = 'ObjectMissing';

  constructor(readonly key: string) {
    super(`There is no object at ${key}.`);
  }
}
