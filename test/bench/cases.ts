import type { Request } from 'autocannon';
import type { Subjects } from './subjects.js';

/** Something that is asked of the API again and again. */
export interface Case {
  readonly name: string;
  /** Reads may not take more than six statements, publishing fifteen, other writes eight. */
  readonly kind: 'read' | 'write' | 'publish';
  readonly next: () => Request;
  /** Of a list: where its pages begin. */
  readonly list?: { readonly path: string; readonly token: string | null };
}

/** Goes round a list for ever. */
export function round<T>(items: readonly T[]): () => T {
  let at = 0;
  return () => {
    const item = items[at % items.length];
    at += 1;
    if (item === undefined) {
      throw new Error('Nothing to go round.');
    }
    return item;
  };
}

function search(words: string): string {
  return `/v1/posts?q=${encodeURIComponent(words)}`;
}

export function get(path: string, token: string | null = null): Request {
  return { method: 'GET', path, headers: bearer(token) };
}

/** The reads that are measured. `tokens` are those of the people who follow 5, 20, 200 and 2,000. */
export function reads(
  subjects: Subjects,
  tokens: Readonly<Record<5 | 20 | 200 | 2000, string>>,
): Case[] {
  const post = round(subjects.posts);
  const list = (name: string, path: string, token: string | null): Case => ({
    name,
    kind: 'read',
    next: () => get(path, token),
    list: { path, token },
  });
  return [
    list('home, follows 5', '/v1/feeds/home', tokens[5]),
    list('home, follows 20', '/v1/feeds/home', tokens[20]),
    list('home, follows 200', '/v1/feeds/home', tokens[200]),
    list('home, follows 2,000', '/v1/feeds/home', tokens[2000]),
    list('home with reposts, follows 200', '/v1/feeds/home?reposts=true', tokens[200]),
    {
      name: 'stories, follows 200',
      kind: 'read',
      next: () => get('/v1/feeds/stories', tokens[200]),
    },
    list('explore', '/v1/feeds/explore', null),
    list('explore, signed in', '/v1/feeds/explore', tokens[20]),
    { name: 'post by id', kind: 'read', next: () => get(`/v1/posts/${post()}`) },
    {
      name: 'post by id, signed in',
      kind: 'read',
      next: () => get(`/v1/posts/${post()}`, tokens[20]),
    },
    list("a user's posts", `/v1/users/${subjects.author}/posts`, null),
    list('thread', `/v1/posts/${subjects.thread}/comments`, tokens[20]),
    list('conversation', `/v1/posts/${subjects.thread}/thread`, tokens[20]),
    list('search, common word', search('이야기'), null),
    list('search, two words', search('이야기 아침'), null),
    list('search, rare word', search(subjects.rareWord), null),
    list('search, absent word', search('없는말없는말'), null),
    list('followers', `/v1/users/${subjects.star}/followers`, tokens[20]),
    list('tags', '/v1/tags', null),
  ];
}

/** The writes that are measured. `actors` are tokens of many people. */
export function writes(
  subjects: Subjects,
  actors: readonly string[],
  authors: { readonly star: string; readonly quiet: string },
): Case[] {
  const actor = round(actors);
  const post = round(subjects.posts);
  const person = round(subjects.actors.slice(1));
  const like = (postId: string): Request => ({
    method: 'PUT',
    path: `/v1/posts/${postId}/like`,
    headers: bearer(actor()),
  });
  const publish = (token: string, extra: object): Request => ({
    method: 'POST',
    path: '/v1/posts',
    headers: { ...bearer(token), 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A walk by the river', body: '한강에서 만나요.', ...extra }),
  });
  const tags = ['산책', 'seoul', '한강', 'weekend'];
  // Each like is followed by taking it back, later: so there is always something to do.
  return [
    { name: 'like, hot post', kind: 'write', next: turns(() => like(subjects.hotPost)) },
    { name: 'like, spread', kind: 'write', next: turns(() => like(post())) },
    {
      name: 'follow',
      kind: 'write',
      next: turns(() => ({
        method: 'PUT',
        path: `/v1/users/${person()}/follow`,
        headers: bearer(actor()),
      })),
    },
    { name: 'publish, 10 followers', kind: 'publish', next: () => publish(authors.quiet, {}) },
    { name: 'publish, many followers', kind: 'publish', next: () => publish(authors.star, {}) },
    {
      name: 'publish with tags, 10 followers',
      kind: 'publish',
      next: () => publish(authors.quiet, { tags }),
    },
    {
      name: 'publish with tags, many followers',
      kind: 'publish',
      next: () => publish(authors.star, { tags }),
    },
  ];
}

/** Nine reads to one write. */
export function mixed(all: readonly Case[]): () => Request {
  const read = round(all.filter(({ kind }) => kind === 'read'));
  const write = round(
    all.filter(({ name }) => name === 'like, spread' || name === 'publish with tags, 10 followers'),
  );
  let count = 0;
  return () => {
    count += 1;
    return (count % 10 === 0 ? write() : read()).next();
  };
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** A thousand times the act, then a thousand times its taking back. */
function turns(act: () => Request): () => Request {
  let count = 0;
  return () => {
    const request = act();
    count += 1;
    return Math.floor((count - 1) / 1000) % 2 === 0 ? request : { ...request, method: 'DELETE' };
  };
}
