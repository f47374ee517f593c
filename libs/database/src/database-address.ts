/** Where the database is, and how many connections this process may hold. */
export class DatabaseAddress {
  constructor(
    /** `postgres://…` */
    readonly url: string,
    /** Connections for requests; background work has a few of its own. */
    readonly poolSize = 10,
  ) {}
}
