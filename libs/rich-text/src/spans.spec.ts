import { codePoints } from '#libs/kernel';
import { hashtagsOf, MOST_SPANS, spansOf } from './spans.js';

/** Names that somebody has, folded. */
const NAMES = new Set([
  'ann',
  'annabel',
  'mina',
  'mina.k',
  'kim_99',
  '하늘',
  '하늘에',
  '미나',
  '바다',
  '길',
  'さくら',
  '山田',
  'やまだ_1',
  'žofie',
  '하',
]);

/** What a text refers to, each as it is written there, mentions of nobody left out. */
const found = (text: string): string[] => {
  const characters = Array.from(text);
  return spansOf(text).flatMap((span) => {
    const named =
      span.kind === 'mention' ? span.candidates.find(({ key }) => NAMES.has(key))?.end : span.end;
    return named === undefined ? [] : [characters.slice(span.start, named).join('')];
  });
};

describe('a text refers to what it names', () => {
  it.each<[text: string, ...found: string[]]>([
    // Mentions in English.
    ['@ann', '@ann'],
    ['Hi @ann!', '@ann'],
    ['Hi @ann.', '@ann'],
    ['Hi @ann...', '@ann'],
    ['@mina.k.', '@mina.k'],
    ['@MINA, look', '@MINA'],
    ['(@ann)', '@ann'],
    ['"@ann"', '@ann'],
    ['@ann,@mina;@kim_99', '@ann', '@mina', '@kim_99'],
    ['@annabel', '@annabel'],
    ['@annabelle'],
    ['@ann’s walk', '@ann'],
    ['@ann-like', '@ann'],
    ['mail ann@mina.example'],
    ['a@ann'],
    ['é@ann'],
    ['5@ann'],
    ['x/@ann'],
    ['x.@ann'],
    ['@@ann'],
    ['@ann@mina', '@ann'],
    ['@ ann'],
    ['@'],
    ['@...'],
    ['@nobody'],
    ['@ann\n@mina', '@ann', '@mina'],
    ['@ann\u200b', '@ann'],
    ['@an\u200bn'],
    ['@ann\ufe0f', '@ann'],
    ['@Žofie', '@Žofie'],
    ['👋 @ann', '@ann'],
    ['👋@ann'],
    ['@ann👋', '@ann'],
    ['👩‍👩‍👧 @ann 🏴‍☠️', '@ann'],
    [`@${'a'.repeat(31)}`],
    [`@${'x'.repeat(1_000)}`],
    // Mentions in Korean.
    ['@하늘', '@하늘'],
    ['@하늘에게', '@하늘에'],
    ['@하늘이랑', '@하늘'],
    ['@하늘님과', '@하늘'],
    ['@하늘이에요', '@하늘'],
    ['@하늘님이랑은', '@하늘'],
    ['@미나님께서는', '@미나'],
    ['@미나님께서는요'],
    ['@ann에게', '@ann'],
    ['@ann에게는', '@ann'],
    ['@annabel에게', '@annabel'],
    ['@annab에게'],
    ['@kim_99한테', '@kim_99'],
    ['@바다, @미나와 함께', '@바다', '@미나'],
    ['고마워요,@바다', '@바다'],
    ['고마워요@바다'],
    ['「@바다」', '@바다'],
    ['@바다…', '@바다'],
    ['@바다~', '@바다'],
    ['@바다ㅋㅋ'],
    ['@길을', '@길'],
    // Mentions in Japanese.
    ['@さくら', '@さくら'],
    ['@さくら さん', '@さくら'],
    ['@さくらさん'],
    ['（@山田）', '@山田'],
    ['こんにちは、@山田。', '@山田'],
    ['「@やまだ_1」', '@やまだ_1'],
    ['＠山田'],
    ['@ｍｉｎａ', '@ｍｉｎａ'],
    ['\u3000@山田\u3000', '@山田'],
    // Tags.
    ['#walk', '#walk'],
    ['#walk.', '#walk'],
    ['#산책', '#산책'],
    ['#산책을 가요', '#산책을'],
    ['#서울#부산', '#서울', '#부산'],
    ['오늘#산책', '#산책'],
    ['#散歩・写真', '#散歩・写真'],
    ['#東京～大阪', '#東京～大阪'],
    ['#東京〜大阪', '#東京〜大阪'],
    ['今日は#散歩です', '#散歩です'],
    ['#散歩、#写真。', '#散歩', '#写真'],
    ['「#散歩」', '#散歩'],
    ['＃散歩'],
    ['#2024'],
    ['#２０２４'],
    ['#2024년', '#2024년'],
    ['#2024_walks', '#2024_walks'],
    ['C#'],
    ['C#언어'],
    ['a#b'],
    ['7#b'],
    ['##b'],
    ['&#39;'],
    ['/#walk'],
    ['_#walk'],
    ['#'],
    ['# walk'],
    ['#walk#run', '#walk'],
    ['#walk-run', '#walk'],
    ['#walk🐾', '#walk'],
    ['#️⃣'],
    ['#1️⃣'],
    ['#⃣'],
    ['#हिन्दी', '#हिन्दी'],
    ['#สวัสดี', '#สวัสดี'],
    ['#👍'],
    [`#${'x'.repeat(50)}`, `#${'x'.repeat(50)}`],
    [`#${'x'.repeat(51)}`],
    [`#${'𠮷'.repeat(50)}`, `#${'𠮷'.repeat(50)}`],
    ['#ㅤ'],
    ['👨‍👩‍👧‍👦 #가족 @하늘', '#가족', '@하늘'],
    // Links.
    ['https://maru.example', 'https://maru.example'],
    ['see http://maru.example/a?b=c#d.', 'http://maru.example/a?b=c#d'],
    ['HTTPS://maru.example/@ann/#walk', 'HTTPS://maru.example/@ann/#walk'],
    ['(https://maru.example/a)', 'https://maru.example/a'],
    ['https://maru.example/a_(b)', 'https://maru.example/a_(b)'],
    ['<https://maru.example>', 'https://maru.example'],
    ['"https://maru.example",', 'https://maru.example'],
    ['https://maru.example/산책', 'https://maru.example/산책'],
    ['https://maru.example/1를 보세요', 'https://maru.example/1'],
    ['https://maru.example에서', 'https://maru.example'],
    ['https://maru.exampleを見て', 'https://maru.example'],
    ['「https://maru.example/a」', 'https://maru.example/a'],
    ['https://maru.example。', 'https://maru.example'],
    ['주소는https://maru.example/a', 'https://maru.example/a'],
    ['#태그https://maru.example/a', '#태그', 'https://maru.example/a'],
    ['xhttps://maru.example'],
    ['https://'],
    ['https://?'],
    ['ftp://maru.example/@ann'],
    ['javascript:alert(1)'],
    ['https://maru.example/a @ann #b', 'https://maru.example/a', '@ann', '#b'],
    ['@https://maru.example', 'https://maru.example'],
    [`https://maru.example/${'x'.repeat(2_000)}`],
    ['plain words'],
    [''],
  ])('%j', (text, ...expected) => {
    expect(found(text)).toEqual(expected);
  });
});

it('counts code points, not units', () => {
  expect(spansOf('😀 #😀 #𠮷 @ann')).toEqual([
    { kind: 'tag', start: 5, end: 7 },
    { kind: 'mention', start: 8, candidates: [{ key: 'ann', end: 12 }] },
  ]);
});

it('takes Hangul off a run only, up to four syllables', () => {
  const keysOf = (text: string) =>
    spansOf(text).flatMap((span) =>
      span.kind === 'mention' ? span.candidates.map(({ key }) => key) : [],
    );
  expect(keysOf('@ann에게')).toEqual(['ann에게', 'ann에', 'ann']);
  expect(keysOf('@하늘이랑은요')).toEqual([
    '하늘이랑은요',
    '하늘이랑은',
    '하늘이랑',
    '하늘이',
    '하늘',
  ]);
  expect(keysOf('@에게')).toEqual(['에게', '에']);
});

it('looks at so many of each kind', () => {
  for (const text of ['@a ', '#a ', 'https://a.example ']) {
    expect(spansOf(text.repeat(200))).toHaveLength(MOST_SPANS);
  }
});

it('names the tags of a text', () => {
  expect(hashtagsOf('😀 #산책 #Walk @ann')).toEqual(['산책', 'Walk']);
  expect(hashtagsOf('none')).toEqual([]);
});

describe('whatever a text is', () => {
  const PIECES = [
    ...['@', '#', '@ann', '#산책', '에게', '.', '/', ' ', '\n', '😀', '👩‍👩‍👧', '\ufe0f', '\u200b'],
    ...[
      'https://maru.example',
      'http://',
      '(',
      ')',
      '。',
      '・',
      '～',
      '_',
      '1',
      'a',
      '하',
      '\u0301',
    ],
    ...['＠', '＃', 'ㅤ', '&', "'", '𠮷', '\u20e3'],
  ];
  /** The same texts in every run. */
  const texts = (count: number): string[] => {
    let state = 7;
    const below = (limit: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * limit);
    };
    return Array.from({ length: count }, () =>
      Array.from({ length: 1 + below(25) }, () => PIECES[below(PIECES.length)]).join(''),
    );
  };

  it('nothing reaches into another, and all of it slices back to the text', () => {
    for (const text of texts(5_000)) {
      const characters = Array.from(text);
      let last = 0;
      for (const span of spansOf(text)) {
        const end = span.kind === 'mention' ? (span.candidates[0]?.end ?? -1) : span.end;
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(span.start + (span.kind === 'link' ? 7 : 1));
        expect(end).toBeLessThanOrEqual(characters.length);
        const sign = { mention: /^@/, tag: /^#/, link: /^https?:\/\//i }[span.kind];
        expect(characters.slice(span.start, end).join('')).toMatch(sign);
        last = end;
      }
    }
  });
});

describe('the work grows with the text and no faster', () => {
  /** Characters that are read of a text: by position, by slices and by patterns. */
  const UNITS = 20_000;

  it.each([
    ['@'],
    ['#'],
    ['@a'],
    ['a@a'],
    ['@.'],
    ['#1 '],
    ['@@a '],
    ['x@aa'],
    ['https://'],
    ['xhttps://a.b/ '],
    ['ahttp://a'],
    ['('],
    [')'],
    ['.'],
    ['#️⃣'],
    ['@ㅤ'],
    ['가@'],
  ])('%j again and again', (piece) => {
    const steps = (units: number): number => {
      const text = piece.repeat(Math.ceil(units / piece.length));
      const read = jest.spyOn(String.prototype, 'slice');
      const matched = jest.spyOn(RegExp.prototype, 'exec');
      const tested = jest.spyOn(RegExp.prototype, 'test');
      try {
        spansOf(text);
        const sliced = read.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
        const given = [...matched.mock.results].reduce(
          (sum, { value }) => sum + (Array.isArray(value) ? String(value[0]).length : 0),
          0,
        );
        return (
          sliced +
          given +
          read.mock.calls.length +
          matched.mock.calls.length +
          tested.mock.calls.length
        );
      } finally {
        jest.restoreAllMocks();
      }
    };
    const less = steps(UNITS / 8);
    expect(steps(UNITS)).toBeLessThanOrEqual(10 * less + 1_000);
    expect(codePoints(piece)).toBeGreaterThan(0);
  });
});
