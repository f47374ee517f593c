import type { People } from '../community/people.js';
import { Random } from '../community/random.js';
import type { Phrasebook } from './phrasebook.js';

/** The nickname of each person: the same whenever it is asked for, and nobody else's. */
export class Nicknames {
  private readonly random = new Random(0);

  constructor(
    private readonly book: Phrasebook,
    private readonly people: People,
    private readonly seed: number,
  ) {}

  of(person: number): string {
    this.random.restart((this.seed + Math.imul(person + 1, 0x85ebca6b)) >>> 0);
    const { voice } = this.book.of(this.people.languageOf(person));
    return `${voice.nickname(this.random)}_${(person + 1).toString(36)}`;
  }
}
