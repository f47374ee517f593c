import { parseNickname } from './nickname.js';

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
