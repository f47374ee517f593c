import { at } from '../community/column.js';
import type { Mentions } from '../community/mentions.js';
import type { Posts } from '../community/posts.js';
import type { Tagging } from '../community/tagging.js';
import type { Nicknames } from './nicknames.js';

/** Of so many posts with a tag that can be a hashtag one begins with it. */
const RARITY = 12;
/** What can stand after `#` as a whole. */
const HASHTAG = /^(?!\p{Nd}+$)[\p{L}\p{M}\p{Nd}_]+$/u;

/** What a text begins with that refers to something. Positions count code points. */
export interface Opening {
  /** A mention, a hashtag or both, and a space after each. */
  readonly text: string;
  /** Whom it mentions. */
  readonly people: readonly number[];
  readonly spans: readonly (readonly [start: number, end: number, what: number | 'tag'])[];
}

/** Mentions and hashtags: the first words of some posts. */
export class Openings {
  constructor(
    private readonly posts: Posts,
    private readonly mentions: Mentions,
    private readonly tagging: Tagging,
    private readonly tagNames: readonly string[],
    private readonly nicknames: Nicknames,
    private readonly wordless: ReadonlySet<number>,
  ) {}

  /** What the body of a post begins with; `undefined` when it refers to nothing. */
  of(post: number): Opening | undefined {
    const person = this.mentionedBy(post);
    const hashtag = this.hashtagOf(post);
    if (person === undefined && hashtag === undefined) {
      return undefined;
    }
    const spans: [number, number, number | 'tag'][] = [];
    let text = '';
    let end = 0;
    const add = (word: string, what: number | 'tag'): void => {
      const start = end;
      end += Array.from(word).length;
      spans.push([start, end, what]);
      text += `${word} `;
      end += 1;
    };
    if (person !== undefined) {
      add(`@${this.nicknames.of(person)}`, 0);
    }
    if (hashtag !== undefined) {
      add(`#${hashtag}`, 'tag');
    }
    return { text, people: person === undefined ? [] : [person], spans };
  }

  /** Whom a post mentions; `undefined` for nobody. */
  mentionedBy(post: number): number | undefined {
    return this.wordless.has(post) ? undefined : this.mentions.of(post);
  }

  private hashtagOf(post: number): string | undefined {
    const [tag] = this.tagging.of(post);
    const isOne = (at(this.posts.words, post) >>> 3) % RARITY === 0 && !this.wordless.has(post);
    const name = isOne && tag !== undefined ? this.tagNames[tag] : undefined;
    return name !== undefined && HASHTAG.test(name) ? name : undefined;
  }
}
