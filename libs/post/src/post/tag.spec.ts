import { sameTags, tagsOf } from './tag.js';

describe('tagsOf', () => {
  it('keeps the first of several spellings', () => {
    expect(tagsOf(['Café', 'café', 'ＣＡＦÉ', 'Cafe\u0301']).map(({ name }) => name)).toEqual([
      'Café',
    ]);
  });

  it('takes what differs by spaces around or by what can not be seen for one', () => {
    const spellings = [
      'busan',
      'bu\u00adsan',
      'busan\u180d',
      '\u2060busan',
      'busan \u200c',
      'BUSAN',
    ];
    expect(tagsOf(spellings).map(({ name }) => name)).toEqual(['busan']);
    expect(tagsOf(['ΑΘΗΝΑΣ', 'αθηνας', 'αθηνασ'])).toHaveLength(1);
  });

  it('keeps the order', () => {
    expect(tagsOf(['b', 'a', 'B']).map(({ name }) => name)).toEqual(['b', 'a']);
  });
});

describe('sameTags', () => {
  it('ignores spelling, not order', () => {
    expect(sameTags(tagsOf(['A', 'b']), tagsOf(['a', 'B']))).toBe(true);
    expect(sameTags(tagsOf(['a', 'b']), tagsOf(['b', 'a']))).toBe(false);
    expect(sameTags(tagsOf(['a']), tagsOf(['a', 'b']))).toBe(false);
  });
});
