/** How long things of streams take, in milliseconds. */
export abstract class StreamTimes {
  /** Between two looks at what is due. */
  abstract readonly tick: number;
  /** After so long without a signal the positions of everybody are looked at. */
  abstract readonly floor: number;
  /** Between two looks at the sessions of all streams. */
  abstract readonly sessions: number;
  /** A client that takes nothing for so long is given up. */
  abstract readonly patience: number;
}

/** The times of a service; tests have shorter ones. */
export const STREAM_TIMES: StreamTimes = {
  tick: 500,
  floor: 5_000,
  sessions: 15_000,
  patience: 30_000,
};
