import { parseSlug, slugOf } from './slug.js';

describe('slugOf', () => {
  it.each([
    ['Hello, World!', 'hello-world'],
    ['  --Trim me--  ', 'trim-me'],
    ['마루에서 만나요', '마루에서-만나요'],
    ['마루'.normalize('NFD'), '마루'.normalize('NFC')],
    ['สวัสดีชาวโลก', 'สวัสดีชาวโลก'],
    ['नमस्ते दुनिया', 'नमस्ते-दुनिया'],
    ['Café au lait', 'café-au-lait'],
    ['I ❤️ you', 'i-you'],
    ['1️⃣ first', '1-first'],
    ['२०२५ में', '२०२५-में'],
    ["it's 50% off", 'it-s-50-off'],
  ])('%s -> %s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('leaves out what can not be seen', () => {
    expect(slugOf('ma\u3164ru\u034f \u17b4here')).toBe('maru-here');
  });

  it.each(['🎉🎉', '!!!', '   ', '❤️', '\u3164\uffa0', '\u115f'])(
    'names a post without letters: %s',
    (title) => {
      expect(slugOf(title)).toBe('post');
    },
  );

  it('is bounded and does not end in a dash', () => {
    const slug = slugOf(`${'가'.repeat(79)} ${'나'.repeat(100)}`);
    expect(slug).toBe('가'.repeat(79));
  });

  it('never cuts a character in two', () => {
    expect(slugOf('𐐀'.repeat(200))).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('parseSlug', () => {
  it('finds what slugOf made, in any case and Unicode form', () => {
    const slug = slugOf('Ångström 마루');
    expect(parseSlug(slug.normalize('NFD').toUpperCase())).toBe(slug);
  });

  it.each(['', 'a b', 'a/b', 'a\0', '\ud800', 'x'.repeat(200)])('refuses %j', (text) => {
    expect(parseSlug(text)).toBeUndefined();
  });
});
