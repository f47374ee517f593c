/** Numbers that look random and depend on the seed only: the small fast counting generator of 128 bits (sfc32). */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  constructor(seed: number) {
    this.restart(seed);
  }

  /** A generator of its own for one subject, so that a change of one doesn't change the others. */
  static for(subject: string, seed: number): Random {
    let hash = seed | 0;
    for (const letter of subject) {
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    }
    return new Random(hash ^ Math.floor(seed / 2 ** 32));
  }

  /** Begins the sequence of another seed. */
  restart(seed: number): void {
    this.a = seed | 0;
    this.b = Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995;
    this.c = Math.imul(seed ^ (seed >>> 15), 0x85ebca6b);
    this.counter = 1;
    for (let round = 0; round < 8; round += 1) {
      this.bits();
    }
  }

  /** A whole number of 32 bits, from 0. */
  bits(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** From 0 to 1, without 1. */
  fraction(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number from 0 to `limit`, without `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of a list. @throws RangeError when the list is empty */
  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) {
      throw new RangeError('Nothing can be picked from an empty list.');
    }
    return found;
  }
}
