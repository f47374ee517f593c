import { ageOn, calendarDay, isOldEnough } from './birthday.js';
import { foldEmail, parsePhone, phoneParts } from './contact.js';
import { parseFullName, parseNickname } from './names.js';
import { placeHash, placeKey } from './place.js';

describe('age', () => {
  it.each([
    ['2010-06-15', '2024-06-14', 13],
    ['2010-06-15', '2024-06-15', 14],
    ['2008-02-29', '2022-02-28', 13],
    ['2008-02-29', '2022-03-01', 14],
    ['2008-02-29', '2024-02-29', 16],
    ['2030-01-01', '2024-01-01', -6],
  ])('of somebody born on %s is on %s %i', (birthday, today, years) => {
    expect(ageOn(birthday, today)).toBe(years);
  });

  it('must be 14 by the calendar', () => {
    expect(isOldEnough('2012-03-01', '2026-03-01')).toBe(true);
    expect(isOldEnough('2012-03-02', '2026-03-01')).toBe(false);
  });

  it('is counted by the day it is in Korea', () => {
    expect(calendarDay(new Date('2026-03-01T14:59:59Z'))).toBe('2026-03-01');
    expect(calendarDay(new Date('2026-03-01T15:00:00Z'))).toBe('2026-03-02');
  });
});

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

describe('a nickname', () => {
  it.each([
    'mina',
    '미나',
    'Иван_99',
    'ａｂｃ',
    'a.b',
    '나'.repeat(30),
    '𠮷'.repeat(30),
    'สวัสดี',
    'हिन्दी',
  ])('%s is one', (text) => {
    expect(parseNickname(text)).toBe(text.normalize('NFC'));
  });

  it.each(['', ' ', 'a b', 'a-b', 'a@b', '..', '😀', 'a/b', '나'.repeat(31), 'a\u200bb'])(
    '"%s" is none',
    (text) => {
      expect(parseNickname(text)).toBeUndefined();
    },
  );

  it.each(['\ufe0e', '\u180b', '\u{e0101}', '\u3164', '\uffa0', '\u115f', '\u17b5', '\u034f'])(
    'holds nothing that can not be seen: %j',
    (hidden) => {
      expect(parseNickname(`mi${hidden}na`)).toBeUndefined();
      expect(parseNickname(hidden)).toBeUndefined();
    },
  );

  it('is kept composed, and measured so', () => {
    expect(parseNickname('미나'.normalize('NFD'))).toBe('미나');
    expect(parseNickname('각'.repeat(30).normalize('NFD'))).toBe('각'.repeat(30));
  });
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
