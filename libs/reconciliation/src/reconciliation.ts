/** Something that is not as the facts want it. */
export interface Discrepancy {
  /** For an operator: what differs, with ids and keys, never with what people wrote. */
  readonly what: string;
  /** Whether it is put right now. */
  readonly repaired: boolean;
}

/** Compares what a lib keeps outside its own rows with them. Each lib that keeps such things registers one. */
export abstract class Reconciliation {
  /** What it compares, as a plural: `pictures`. Unique. */
  abstract readonly subject: string;

  /**
   * Finds what differs while people act, and without `repair` changes nothing. May be repeated and run at the same
   * time as everything else.
   */
  abstract reconcile(options: { readonly repair: boolean }): AsyncIterable<Discrepancy>;
}
