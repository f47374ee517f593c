/** How long the database lets somebody wait, in milliseconds. */
export interface DatabasePatience {
  /** For a free connection. */
  readonly connection: number;
  /** For a statement. */
  readonly statement: number;
  /** Between two statements of a transaction. */
  readonly idleTransaction: number;
}

/** Nobody waits longer for an answer than this. */
const PATIENCE: DatabasePatience = {
  connection: 5_000,
  statement: 15_000,
  idleTransaction: 30_000,
};

/** Where the database is, how many connections this process may hold, and how long one waits for it. */
export class DatabaseAddress {
  constructor(
    /** `postgres://…` */
    readonly url: string,
    /** Connections for requests; background work has a few of its own. */
    readonly poolSize = 10,
    /** What takes longer is given up. */
    readonly patience: DatabasePatience = PATIENCE,
  ) {}
}
