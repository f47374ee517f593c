/** The name of the frames, and the topic on which processes tell each other who came and went. */
export const PRESENCE = 'presence';

/** The key that has every process say who has a stream there. */
export const WHO_IS_THERE = 'who';

/** Milliseconds for which a process gathers who came and left before it notes them. */
export const GATHER_MS = 200;

/** Milliseconds between two looks that find what processes could not tell: those that crashed, above all. */
export const LOOK_MS = 5_000;

/** Seconds after which somebody without a stream is not there any more, and a process that says nothing is gone. */
export const GONE_AFTER_SECONDS = 30;
