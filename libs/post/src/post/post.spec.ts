import { codePoints } from '#libs/kernel';
import { compose, isListed } from './post.js';

describe('compose', () => {
  it('publishes to everyone unless told otherwise', () => {
    expect(compose({ body: 'hi' })).toMatchObject({ status: 'published', visibility: 'public' });
  });

  it.each([
    ['first\nsecond', 'first'],
    ['\n \r\n\t first \r\nsecond', 'first'],
    ['\u2028first\u2029second', 'first'],
    ['\u200b\n\u3164\n first\u00a0\nsecond', 'first'],
    ['one\ttwo\nthree', 'one two'],
    [`${'\u2060'.repeat(250)}first`, 'first'],
    ['👩‍🚀 ❤️', '👩‍🚀 ❤️'],
  ])('takes the first line with text as title of %j', (body, title) => {
    expect(compose({ body }).title).toBe(title);
  });

  it('cuts the title taken from the body to 250 code points', () => {
    const { title } = compose({ body: '😀'.repeat(300) });
    expect(codePoints(title)).toBe(250);
    expect(title).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('tags', () => {
  const names = (tags: readonly { name: string }[]) => tags.map(({ name }) => name);

  it('are those that are given, then those of the body', () => {
    const post = compose({ body: '#Walk and #run, #walk', tags: ['sea', 'run'] });
    expect(names(post.tags)).toEqual(['sea', 'run', 'Walk']);
  });

  it('of the body are taken while there is room', () => {
    const tags = Array.from({ length: 9 }, (_, i) => `t${i}`);
    expect(names(compose({ body: '#a #b', tags }).tags)).toEqual([...tags, 'a']);
  });
});

describe('isListed', () => {
  it('holds for published public posts only', () => {
    expect(isListed({ status: 'published', visibility: 'public' })).toBe(true);
    expect(isListed({ status: 'draft', visibility: 'public' })).toBe(false);
    expect(isListed({ status: 'published', visibility: 'followers' })).toBe(false);
  });
});
