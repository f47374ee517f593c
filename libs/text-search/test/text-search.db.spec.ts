import { isSearchable, searchedWords } from '#libs/kernel';
import { type TestApp, testApp } from '#libs/testing';
import { keysOf } from '#libs/text-search';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules: [] });
});
afterAll(() => app.close());

const keysInDatabase = async (title: string, body: string, place = 1) => {
  const [row] = await app.sql<{ keys: string[] }>(`select text_keys($1, $2, $3) as keys`, [
    place,
    title,
    body,
  ]);
  return row!.keys;
};
const sought = (words: Partial<Parameters<typeof keysOf>[0]>) =>
  keysOf({ anywhere: [], title: [], body: [], ...words });

it.each([
  '서울',
  '남서울역',
  'ab',
  'abcdefgh',
  '😀🎉',
  'a𠀠b𐀁c',
  '%_\\',
  '가나다라마바사아자차카타파하'.repeat(9),
])('the keys of a part of %s are among those of the text', async (text) => {
  const letters = Array.from(text);
  for (let from = 0; from < Math.min(letters.length - 1, 3); from += 1) {
    const word = letters.slice(from).join('');
    expect(await keysInDatabase('', `x ${text}y`)).toEqual(
      expect.arrayContaining(sought({ anywhere: [word], body: [word] })),
    );
    expect(await keysInDatabase(`${text} z`, '')).toEqual(
      expect.arrayContaining(sought({ anywhere: [word], title: [word] })),
    );
  }
});

it('tells titles from bodies, stretches from each other, and words from their neighbours', async () => {
  const [key] = sought({ title: ['서울'] });
  expect(await keysInDatabase('', '서울')).not.toContain(key);
  expect(await keysInDatabase('서울', '')).toContain(key);
  expect(await keysInDatabase('서울', '', 65_536)).not.toContain(key);
  expect(await keysInDatabase('', '서 울')).toHaveLength(2);
  expect(await keysInDatabase('', '')).toEqual([]);
});

it('asks for a bounded number of keys', () => {
  const words = Array.from({ length: 60 }, (_, i) => `word${i}`);
  expect(sought({ anywhere: words }).length).toBe(16);
  expect(sought({ anywhere: ['가'] })).toEqual([String('가'.codePointAt(0))]);
});

it('takes texts apart into folded words', () => {
  expect(searchedWords(' ＡＢ ab\u3000서울\n')).toEqual(['ab', '서울']);
  expect(isSearchable('가 나')).toBe(false);
  expect(isSearchable('가 나다')).toBe(true);
  expect(isSearchable('한'.normalize('NFD'))).toBe(false);
});
