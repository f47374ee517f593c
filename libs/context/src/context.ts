import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

/** A transaction that is running. */
interface RunningTransaction {
  readonly manager: EntityManager;
  /** What is to be done once it is committed. */
  readonly afterwards: (() => void | Promise<void>)[];
}

/** On whose behalf something is done. One store for all of it: each one has its price at every promise. */
interface Context {
  readonly requestId?: string;
  readonly transaction?: RunningTransaction;
}

const contexts = new AsyncLocalStorage<Context>();
const NONE: Context = {};

/** Does something, and all that follows from it, in another context. */
export function inContext<T>(context: Context, act: () => T): T {
  return contexts.run(context, act);
}

/** The context in which something is done. */
export function currentContext(): Context {
  return contexts.getStore() ?? NONE;
}
