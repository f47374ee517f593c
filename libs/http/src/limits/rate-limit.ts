/** So many points in so many seconds, counted for each key apart. */
export interface RateLimit {
  /** Unique, kebab-case: told in `RateLimit-Policy`, and part of the key in Redis. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const declared = new Set<string>();

/**
 * Declares a limit.
 *
 * @throws Error when the name is taken
 */
export function defineRateLimit(limit: RateLimit): RateLimit {
  if (declared.has(limit.name)) {
    throw new Error(`The rate limit "${limit.name}" is declared twice.`);
  }
  declared.add(limit.name);
  return Object.freeze(limit);
}

/** Requests of a signed-in person. */
export const PERSON_LIMIT = defineRateLimit({ name: 'person', points: 300, seconds: 60 });

/** Requests without a valid token from one address. */
export const ADDRESS_LIMIT = defineRateLimit({ name: 'address', points: 100, seconds: 60 });

/** Requests of a signed-in person that change something. */
export const WRITE_LIMIT = defineRateLimit({ name: 'writes', points: 120, seconds: 60 });
