import { commentLikesOf, ImpossibleSizes, isPreset, sizesOf } from './sizes.js';

it('has presets in steps of ten', () => {
  expect(sizesOf('large', {})).toEqual({
    users: 100_000,
    follows: 4_000_000,
    posts: 2_000_000,
    comments: 4_000_000,
    likes: 10_000_000,
    bookmarks: 1_000_000,
    tags: 20_000,
    pictures: 2_000,
    messages: 5_000_000,
  });
  expect(sizesOf('medium', {})).toMatchObject({
    users: 10_000,
    follows: 400_000,
    likes: 1_000_000,
  });
  expect(sizesOf('small', {})).toMatchObject({ users: 1_000, posts: 20_000, comments: 40_000 });
  expect(isPreset('huge')).toBe(false);
});

it('scales what is not given with the people and the posts', () => {
  expect(sizesOf('small', { users: 500 })).toMatchObject({ posts: 10_000, follows: 20_000 });
  expect(sizesOf('small', { posts: 100 })).toMatchObject({ comments: 200, likes: 500 });
});

it.each([2, 3, 10, 50])('finds sizes that %i people can have', (users) => {
  expect(() => sizesOf('small', { users })).not.toThrow();
});

it('has nobody write to each other where nobody follows', () => {
  expect(sizesOf('small', { follows: 0 })).toMatchObject({ messages: 0 });
});

it('keeps a community without posts quiet', () => {
  expect(sizesOf('small', { posts: 0 })).toMatchObject({ comments: 0, likes: 0, bookmarks: 0 });
});

it.each([
  [{ users: 1 }, '--users'],
  [{ users: 10, follows: 46 }, '--follows: with so many people there can be at most 45.'],
  [{ users: 10, posts: 20, likes: 1_000 }, '--likes'],
  [{ posts: 5, comments: 1 }, '--comments'],
  [{ follows: 0, messages: 1 }, '--messages: messages need people who follow somebody.'],
  [{ posts: 5, pictures: 300 }, '--pictures'],
  [{ posts: 60_000_000 }, '--posts is a whole number from 0 to 50000000.'],
])('refuses %j in one line', (given, message) => {
  expect(() => sizesOf('small', given)).toThrow(ImpossibleSizes);
  expect(() => sizesOf('small', given)).toThrow(message);
});

it('gives a fifth of the likes to comments, when there are any', () => {
  expect(commentLikesOf(sizesOf('small', {}))).toBe(20_000);
  expect(commentLikesOf(sizesOf('small', { comments: 0 }))).toBe(0);
});
