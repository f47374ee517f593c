import { foldEmail, parsePhone, phoneParts } from './contact.js';
import { parseFullName } from './names.js';
import { placeHash, placeKey } from './place.js';

describe('a phone number', () => {
  it.each([
    ['010-1234-5678', '+821012345678'],
    ['+82 10 1234 5678', '+821012345678'],
    ['01012345678', '+821012345678'],
    ['+1 (415) 555-2671', '+14155552671'],
  ])('%s is kept as %s', (text, kept) => {
    expect(parsePhone(text)).toBe(kept);
  });

  it.each(['', '123', 'call 010-1234-5678 now', '010-12', '+999123456789', '010-1234-5678 ext. 5'])(
    '"%s" is none',
    (text) => {
      expect(parsePhone(text)).toBeUndefined();
    },
  );
});

it('an address is compared without regard to letter case', () => {
  expect(foldEmail('Mina@Example.COM')).toBe(foldEmail('mina@example.com'));
});

describe('a full name', () => {
  it('loses the space around it', () => {
    expect(parseFullName('  김 미나 ')).toBe('김 미나');
  });

  it.each(['', '   ', 'a\nb', 'a\tb', 'a\u2028b', 'a\u009fb', 'x'.repeat(31)])(
    '%j is none',
    (text) => {
      expect(parseFullName(text)).toBeUndefined();
    },
  );

  it.each(['\u200b', '\u2060\u2060', '\u3164', '\u2800', '\ufe0f', 'Kim\u202eanim', '\u2066Kim'])(
    'can be seen, and turns nothing around: %j is none',
    (text) => {
      expect(parseFullName(text)).toBeUndefined();
    },
  );

  it.each(['미나 👩‍🚀', 'می‌خواهم', 'O\u2019Neil ❤️'])('may hold joiners: %s', (text) => {
    expect(parseFullName(text)).toBe(text);
  });
});

describe('a part of a phone number', () => {
  it.each([
    ['010-1234', ['0101234', '+82101234']],
    ['(02) 345', ['02345', '+822345']],
    ['+82 10', ['+8210']],
    ['0012', ['0012']],
    ['5678', ['5678']],
    ['-', []],
    ['abc', []],
  ])('"%s" is looked for as %j', (text, parts) => {
    expect(phoneParts(text)).toEqual(parts);
  });
});

describe('a place', () => {
  it('is hashed with a key', () => {
    const key = placeKey('one secret');
    expect(placeHash('2001:db8::1', key)).toEqual(placeHash('2001:db8::2', key));
    expect(placeHash('203.0.113.7', key)).not.toEqual(
      placeHash('203.0.113.7', placeKey('another')),
    );
  });
});
