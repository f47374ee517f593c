import {
  compose,
  fold,
  hidesSomething,
  isLine,
  isLines,
  isVisible,
  nameKey,
  trimmed,
  turnsDirection,
} from './text.js';

/** Code points that show nothing or shape their neighbours, of each kind one. */
const HIDDEN = [
  ['a soft hyphen', '\u00ad'],
  ['a grapheme joiner', '\u034f'],
  ['an Arabic letter mark', '\u061c'],
  ['a Hangul filler', '\u3164'],
  ['a leading jamo filler', '\u115f'],
  ['a vowel jamo filler', '\u1160'],
  ['a half-width filler', '\uffa0'],
  ['an inherent vowel', '\u17b4'],
  ['a Mongolian selector', '\u180c'],
  ['a joiner', '\u200d'],
  ['an override of direction', '\u202d'],
  ['an isolate', '\u2067'],
  ['an invisible times', '\u2062'],
  ['an emoji style', '\ufe0e'],
  ['an ideographic variation', '\u{e01ab}'],
  ['a language tag', '\u{e0041}'],
  ['a musical beam', '\u{1d173}'],
  ['an annotation anchor', '\ufff9'],
] as const;

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

describe('what can be seen', () => {
  it.each(HIDDEN)('is not %s', (_what, hidden) => {
    expect(isVisible(hidden)).toBe(false);
    expect(hidesSomething(`a${hidden}b`)).toBe(true);
  });

  it.each([
    '',
    ' ',
    '\t\n',
    '\u00a0',
    '\u2003',
    '\u3000',
    '\u2800',
    '\u200b\u200b',
    '\ufeff',
    '\0',
  ])('is not %j', (text) => {
    expect(isVisible(text)).toBe(false);
  });

  it.each(['a', '.', '각', '👩‍🚀', '❤️', ' x ', '\u200bx', '⠓⠊', 'می‌خواهم'])('is %j', (text) => {
    expect(isVisible(text)).toBe(true);
  });
});

it.each([
  ['  a b\u00a0', 'a b'],
  ['\u3000a\n', 'a'],
  ['\ufeffa\u200b', 'a'],
  ['\u2800', ''],
  ['❤️', '❤️'],
])('%j is trimmed to %j', (text, kept) => {
  expect(trimmed(text)).toBe(kept);
});

it.each([
  ['a\tb', false, true],
  ['a\r\nb', false, true],
  ['a\u2028b', false, true],
  ['a\u2029b', false, true],
  ['a\u0085b', false, false],
  ['a\u0007b', false, false],
  ['a\u009bb', false, false],
  ['a b', true, true],
])('%j may stand in a line: %s, in lines: %s', (text, line, lines) => {
  expect([isLine(text), isLines(text)]).toEqual([line, lines]);
});

it.each([
  ['\u202e', true],
  ['\u2066', true],
  ['\u200f', true],
  ['א', false],
])('%j turns the direction: %s', (text, turns) => {
  expect(turnsDirection(text)).toBe(turns);
});

it('is composed to syllables', () => {
  expect(compose('\u1112\u1161\u11ab')).toBe('한');
});

describe('fold', () => {
  it.each([
    ['ΟΔΥΣΣΕΎΣ', 'οδυσσεύς'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'],
    ['GROẞ', 'gross'],
    ['Maße', 'MASSE'],
    ['ĲSSEL', 'ĳssel'],
    ['ǈ', 'Ǉ'],
    ['ﬄ', 'FFL'],
    ['ᏣᎳᎩ', 'ꮳꮃꭹ'],
    ['ŉ', 'ʼN'],
    ['İZMİR', 'izmir'],
    ['ISPARTA', 'ısparta'],
    ['ᾳ', 'ΑΙ'],
    ['ＭＡＲＵ', 'maru'],
    ['ſ', 'S'],
    ['ა', 'Ა'],
  ])('makes no difference between %s and %s', (some, other) => {
    expect(fold(some)).toBe(fold(other));
  });

  it.each(HIDDEN)('leaves out %s', (_what, hidden) => {
    expect(fold(`mi${hidden}na`)).toBe('mina');
  });

  it('finds a word that ends in Σ by a part in either case', () => {
    expect(fold('ΝΈΟΣ ΚΌΣΜΟΣ')).toContain(fold('κόσμος'));
    expect(fold('κόσμοσ')).toContain(fold('ΌΣΜΟΣ'));
  });

  it('holds for every code point, in any case and form, and alone as among others', () => {
    const differing: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += code === 0xd7ff ? 0x801 : 1) {
      const text = String.fromCodePoint(code);
      const folded = fold(text);
      const among = fold(`a${text}b`);
      const same =
        fold(folded) === folded &&
        fold(among) === among &&
        fold(text.toUpperCase()) === folded &&
        fold(text.toLowerCase()) === folded &&
        FORMS.every((form) => fold(text.normalize(form)) === folded);
      if (!same) {
        differing.push(code.toString(16));
      }
    }
    expect(differing).toEqual([]);
  }, 120_000);
});

it('a name has one key, whatever stands around it', () => {
  expect(nameKey(' Σeoul\u200b \u3164')).toBe(nameKey('ςEOUL'));
  expect(nameKey('two words')).toBe('two words');
});
