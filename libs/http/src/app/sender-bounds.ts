/** How long and how much the service listens to a sender, at its own expense. */
export interface SenderBounds {
  /** For the headers of a request, and for the silence before it, in milliseconds. */
  readonly headersMs: number;
  /** For a whole request, in milliseconds. */
  readonly requestMs: number;
  /** Between two looks for senders that are too slow, in milliseconds. */
  readonly checkMs: number;
  /** For reading the refusal of a request that could not be read, in milliseconds. */
  readonly graceMs: number;
  /** For the rest of a body whose request is answered already, in milliseconds. */
  readonly lingerMs: number;
  /** Most bytes of such a rest. */
  readonly lingerBytes: number;
}

/** A slow phone gets 15 MB through; who sends a byte now and then does not. */
export const SENDER_BOUNDS: SenderBounds = {
  headersMs: 30_000,
  requestMs: 120_000,
  checkMs: 5_000,
  graceMs: 2_000,
  lingerMs: 30_000,
  lingerBytes: 64 * 1024 * 1024,
};
