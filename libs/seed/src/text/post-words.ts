import { fold } from '#libs/kernel';
import { at } from '../community/column.js';
import type { People } from '../community/people.js';
import type { Posts } from '../community/posts.js';
import { Random } from '../community/random.js';
import type { Openings } from './openings.js';
import type { Phrasebook } from './phrasebook.js';
import type { Form, TextTarget } from './phrases.js';

const SPACE = Buffer.from(' ');
const PARAGRAPH = Buffer.from('\n\n');
/** Letters of the ends of addresses. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
/** Five letters tell this many posts apart. */
const ENDS = LETTERS.length ** 5;
/** Without a common factor with `ENDS`, so that each post gets an end of its own. */
const STEP = 7_368_787;
const MOST_SENTENCES = 9;

/** The words of each post: the same whenever they are asked for. */
export class PostWords {
  private readonly random = new Random(0);

  constructor(
    private readonly book: Phrasebook,
    private readonly people: People,
    private readonly posts: Posts,
    private readonly wordless: ReadonlySet<number>,
    private readonly openings: Openings,
  ) {}

  writeTitle(post: number, form: Form, target: TextTarget): void {
    if (this.wordless.has(post)) {
      return;
    }
    this.restart(post, 0);
    const { titles } = this.chapterOf(post);
    titles.copy(titles.pick(this.random), form, target);
  }

  /** The title in an address, with an end that makes it unique; only that for a post without words. */
  writeSlug(post: number, target: TextTarget): void {
    this.writeTitle(post, 'slug', target);
    const end = Buffer.from(`${this.wordless.has(post) ? '' : '-'}${endOf(post)}`);
    target.append(end, 0, end.length);
  }

  /** @param edition words before the last edit, when it is not 0 */
  writeBody(post: number, form: Form, target: TextTarget, edition = 0): void {
    if (edition === 0 && this.wordless.has(post)) {
      return;
    }
    if (edition === 0) {
      this.writeOpening(post, form, target);
    }
    this.restart(post, 1 + edition);
    const { sentences } = this.chapterOf(post);
    const length = 1 + Math.floor(MOST_SENTENCES * this.random.fraction() ** 2.2);
    for (let place = 0; place < length; place += 1) {
      if (place > 0) {
        const gap = this.random.chance(0.2) ? PARAGRAPH : SPACE;
        target.append(gap, 0, gap.length);
      }
      sentences.copy(sentences.pick(this.random), form, target);
    }
  }

  private writeOpening(post: number, form: Form, target: TextTarget): void {
    const opening = this.openings.of(post);
    if (opening !== undefined) {
      const bytes = Buffer.from(form === 'plain' ? opening.text : fold(opening.text));
      target.append(bytes, 0, bytes.length);
    }
  }

  private restart(post: number, part: number): void {
    this.random.restart((at(this.posts.words, post) + part * 0x9e3779b1) >>> 0);
  }

  private chapterOf(post: number): ReturnType<Phrasebook['of']> {
    return this.book.of(this.people.languageOf(at(this.posts.authors, post)));
  }
}

function endOf(post: number): string {
  let left = (post * STEP) % ENDS;
  let end = '';
  for (let place = 0; place < 5; place += 1) {
    end += LETTERS.charAt(left % LETTERS.length);
    left = Math.floor(left / LETTERS.length);
  }
  // More posts than ends: the later ones have longer ends.
  return post < ENDS ? end : `${end}${LETTERS.charAt(Math.floor(post / ENDS))}`;
}
