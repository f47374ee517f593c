import { fold } from '#libs/kernel';
import { at } from '../community/column.js';
import type { Random } from '../community/random.js';

/** Where texts are put together, byte by byte. */
export interface TextTarget {
  append(source: Buffer, from: number, until: number): void;
}

/** In which form a text is stored: as it was written, as it is searched, or as a part of an address. */
export type Form = 'plain' | 'folded' | 'slug';

/** Texts that are made once and copied from then on. */
export class Phrases {
  private readonly forms: Record<Form, Packed>;

  constructor(
    readonly count: number,
    write: () => string,
  ) {
    const texts = Array.from({ length: count }, write);
    this.forms = {
      plain: pack(texts),
      folded: pack(texts.map(fold)),
      slug: pack(texts.map(slugged)),
    };
  }

  /** One of them; those at the front more often. */
  pick(random: Random): number {
    return Math.floor(this.count * random.fraction() ** 1.6);
  }

  copy(phrase: number, form: Form, target: TextTarget): void {
    const { bytes, ends } = this.forms[form];
    target.append(bytes, phrase === 0 ? 0 : at(ends, phrase - 1), at(ends, phrase));
  }

  /** As it was written. */
  text(phrase: number): string {
    const { bytes, ends } = this.forms.plain;
    return bytes.toString('utf8', phrase === 0 ? 0 : at(ends, phrase - 1), at(ends, phrase));
  }
}

interface Packed {
  readonly bytes: Buffer;
  readonly ends: Uint32Array;
}

function pack(texts: readonly string[]): Packed {
  const parts = texts.map((text) => Buffer.from(text));
  let end = 0;
  const ends = Uint32Array.from(parts, (part) => (end += part.length));
  return { bytes: Buffer.concat(parts), ends };
}

/** Letters and digits in lower case, joined by `-`: the form of addresses of posts. */
function slugged(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{Nd}]+/gu) ?? ['post'];
  return Array.from(words.join('-')).slice(0, 80).join('').replace(/-+$/, '');
}
