import { at } from '../community/column.js';
import { Random } from '../community/random.js';
import { english } from './english.js';
import { korean } from './korean.js';
import { Phrasebook } from './phrasebook.js';
import { type Form, Phrases } from './phrases.js';

/** What is appended, as text. */
const copied = (phrases: Phrases, phrase: number, form: Form) => {
  const parts: Buffer[] = [];
  phrases.copy(phrase, form, {
    append: (source, from, until) => parts.push(source.subarray(from, until)),
  });
  return Buffer.concat(parts).toString();
};

it('keeps each phrase as it is written, searched, and addressed', () => {
  const texts = ['Ｈello, World! 2', '강릉의 아침', '…'];
  const phrases = new Phrases(3, () => texts.shift()!);
  const forms = (phrase: number) =>
    (['plain', 'folded', 'slug'] as const).map((form) => copied(phrases, phrase, form));
  expect(forms(0)).toEqual(['Ｈello, World! 2', 'hello, world! 2', 'ｈello-world-2']);
  expect(forms(1)).toEqual(['강릉의 아침', '강릉의 아침', '강릉의-아침']);
  expect(forms(2)).toEqual(['…', '...', 'post']);
  expect(phrases.text(1)).toBe('강릉의 아침');
});

it('picks every phrase, those at the front more often', () => {
  const phrases = new Phrases(10, () => 'x');
  const random = new Random(1);
  const counts = new Uint32Array(10);
  for (let i = 0; i < 10_000; i += 1) {
    counts[phrases.pick(random)]! += 1;
  }
  expect(at(counts, 9)).toBeGreaterThan(0);
  expect(at(counts, 0)).toBeGreaterThan(at(counts, 9) * 2);
});

it.each([
  ['Korean', korean, /\p{Script=Hangul}/u],
  ['English', english, /^[\p{Script=Latin}\p{P}\p{S}\p{N}\p{M}\s]+$/u],
] as const)('writes %s within the limits', (_, voice, script) => {
  const random = new Random(3);
  for (let i = 0; i < 2_000; i += 1) {
    for (const text of [voice.sentence(random), voice.title(random), voice.reply(random)]) {
      expect(text).toMatch(script);
      expect(text).not.toMatch(/undefined|null|NaN/);
    }
    expect(voice.title(random).length).toBeLessThanOrEqual(250);
    expect(voice.fullName(random)).toMatch(/^\S.{0,28}\S$/u);
    expect(voice.nickname(random)).toMatch(/^\p{L}{1,15}$/u);
    expect(voice.region(random).length).toBeLessThanOrEqual(100);
    expect(voice.skill(random).length).toBeLessThanOrEqual(50);
  }
});

it('names as many different tags as are wanted, without those that are taken', () => {
  const book = new Phrasebook(1);
  const tags = book.tags(5_000, new Set(['서울', 'chess']));
  expect(new Set(tags.map((tag) => tag.toLowerCase())).size).toBe(5_000);
  expect(tags).not.toContain('서울');
  expect(Math.max(...tags.map((tag) => tag.length))).toBeLessThanOrEqual(50);
  expect(book.tags(100, new Set())).toEqual(book.tags(100, new Set()));
});
