import { type Language, LANGUAGES } from '../community/people.js';
import { Random } from '../community/random.js';
import { english } from './english.js';
import { korean } from './korean.js';
import { Phrases } from './phrases.js';
import type { Voice } from './voice.js';

/** Distinct texts of a kind in each language. */
const SENTENCES = 20_000;
const TITLES = 12_000;
const REPLIES = 8_000;
const TAG_LETTERS = 50;

/** What one language has to say. */
interface Chapter {
  readonly voice: Voice;
  readonly sentences: Phrases;
  readonly titles: Phrases;
  readonly replies: Phrases;
}

/** Everything that people of the community may write, prepared once. */
export class Phrasebook {
  private readonly chapters: Readonly<Record<Language, Chapter>>;

  constructor(private readonly seed: number) {
    this.chapters = { ko: chapter('ko', korean, seed), en: chapter('en', english, seed) };
  }

  of(language: Language): Chapter {
    return this.chapters[language];
  }

  /** So many different names of tags, without those that are taken; compared in lower case. */
  tags(count: number, taken: ReadonlySet<string>): string[] {
    const random = Random.for('tags', this.seed);
    const names = new Map<string, string>();
    for (let tries = 0; names.size < count; tries += 1) {
      const { voice } = this.of(random.pick(LANGUAGES));
      // When the words are used up, two make one.
      const parts = tries < count ? [voice.tag(random)] : [voice.tag(random), voice.tag(random)];
      const name = (tries > count * 20 ? [...parts, tries] : parts).join('_').replace(/\s+/g, '_');
      const key = name.normalize('NFKC').toLowerCase();
      if (!taken.has(key) && name.length <= TAG_LETTERS) {
        names.set(key, names.get(key) ?? name);
      }
    }
    return [...names.values()];
  }
}

function chapter(language: Language, voice: Voice, seed: number): Chapter {
  const random = Random.for(`phrases ${language}`, seed);
  return {
    voice,
    sentences: new Phrases(SENTENCES, () => voice.sentence(random)),
    titles: new Phrases(TITLES, () => voice.title(random)),
    replies: new Phrases(REPLIES, () => voice.reply(random)),
  };
}
