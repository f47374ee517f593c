/** How much of everything a community has. */
export interface SeedSizes {
  readonly users: number;
  readonly follows: number;
  readonly posts: number;
  readonly comments: number;
  /** Of posts and comments together. */
  readonly likes: number;
  readonly bookmarks: number;
  readonly tags: number;
  readonly pictures: number;
  /** Between two people. */
  readonly messages: number;
}

export type SizeName = keyof SeedSizes;

const LARGE: SeedSizes = {
  users: 100_000,
  follows: 4_000_000,
  posts: 2_000_000,
  comments: 4_000_000,
  likes: 10_000_000,
  bookmarks: 1_000_000,
  tags: 20_000,
  pictures: 2_000,
  messages: 5_000_000,
};

export const SIZE_NAMES: readonly SizeName[] = [
  'users',
  'follows',
  'posts',
  'comments',
  'likes',
  'bookmarks',
  'tags',
  'pictures',
  'messages',
];

/** People of each preset; all else in the same proportion. */
export const PRESETS = { small: 1_000, medium: 10_000, large: 100_000 } as const;

export type Preset = keyof typeof PRESETS;

/** Of fewer posts all may be hidden: then there is nothing to answer, to like, or to give a picture. */
const ENOUGH = 10;
/** More of anything than this is not planned for. */
const MOST = 50_000_000;

/** Sizes that no community can have; the message is one line. */
export class ImpossibleSizes extends Error {
  override readonly name = 'ImpossibleSizes';
}

export function isPreset(text: string): text is Preset {
  return text in PRESETS;
}

/**
 * The sizes of a community: those that are given, and the rest in proportion to the people.
 *
 * @throws ImpossibleSizes when they contradict each other
 */
export function sizesOf(preset: Preset, given: Partial<SeedSizes>): SeedSizes {
  const users = given.users ?? PRESETS[preset];
  const scaled = (name: SizeName): number =>
    Math.min(Math.round((LARGE[name] * users) / LARGE.users), most(name, users));
  const posts = given.posts ?? scaled('posts');
  const follows = given.follows ?? scaled('follows');
  const sizes: SeedSizes = {
    users,
    posts,
    follows,
    comments: given.comments ?? inProportion('comments', posts),
    likes: given.likes ?? Math.min(inProportion('likes', posts), reactable(users, posts)),
    bookmarks:
      given.bookmarks ?? Math.min(inProportion('bookmarks', posts), reactable(users, posts)),
    tags: given.tags ?? Math.max(1, scaled('tags')),
    pictures: given.pictures ?? Math.min(scaled('pictures'), pictured(users, posts)),
    messages: given.messages ?? (follows === 0 ? 0 : scaled('messages')),
  };
  check(sizes);
  return sizes;
}

/** Likes go to comments in this part, when there are any. */
export function commentLikesOf({ likes, comments, users }: SeedSizes): number {
  return Math.min(Math.floor(likes / 5), reactable(users, comments));
}

/** Reposts are as many as this part of the bookmarks. */
export function repostsOf({ bookmarks }: SeedSizes): number {
  return Math.floor(bookmarks / 2);
}

function inProportion(name: SizeName, posts: number): number {
  return posts < ENOUGH ? 0 : Math.round((LARGE[name] * posts) / LARGE.posts);
}

function check(sizes: SeedSizes): void {
  const { users, follows, posts, likes, bookmarks, comments, pictures, messages } = sizes;
  for (const name of SIZE_NAMES) {
    if (!Number.isSafeInteger(sizes[name]) || sizes[name] < 0 || sizes[name] > MOST) {
      throw new ImpossibleSizes(`--${name} is a whole number from 0 to ${MOST}.`);
    }
  }
  refuse(users < 2, '--users: a community has at least 2 people.');
  refuse(follows > most('follows', users), tooMany('follows', most('follows', users), 'people'));
  const acts = likes - commentLikesOf(sizes);
  refuse(acts > reactable(users, posts), tooMany('likes', reactable(users, posts), 'posts'));
  refuse(
    bookmarks > reactable(users, posts),
    tooMany('bookmarks', reactable(users, posts), 'posts'),
  );
  refuse(comments > 0 && posts < ENOUGH, `--comments: comments need at least ${ENOUGH} posts.`);
  refuse(messages > 0 && follows === 0, '--messages: messages need people who follow somebody.');
  refuse(pictures > pictured(users, posts), tooMany('pictures', pictured(users, posts), 'posts'));
}

function refuse(wrong: boolean, message: string): void {
  if (wrong) {
    throw new ImpossibleSizes(message);
  }
}

function tooMany(name: SizeName, limit: number, of: string): string {
  return `--${name}: with so many ${of} there can be at most ${limit}.`;
}

/** Half of all pairs: finding the last free ones would take ages. */
function most(name: SizeName, users: number): number {
  return name === 'follows' ? Math.floor((users * (users - 1)) / 2) : MOST;
}

/** A quarter of all pairs of a person and a thing. */
function reactable(users: number, things: number): number {
  return things < ENOUGH ? 0 : Math.floor((users * things) / 4);
}

/** Every fourth post may have a picture. */
function pictured(users: number, posts: number): number {
  return posts < ENOUGH ? 0 : Math.floor(posts / 4) + Math.floor(users / 10);
}
