import { type CommentId, CommentService } from '#libs/comment';
import type { Id } from '#libs/kernel';
import { PeopleListMemberService, PeopleListService } from '#libs/people-list';
import type { PostId } from '#libs/post';
import type { StoryId } from '#libs/story';
import { type TestHttp, testHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { poll, publishes } from '#libs/testing/posts';
import { shares } from '#libs/testing/stories';
import { uploads } from '#libs/testing/uploads';
import { domainModules } from '../../apps/domains.js';

/** What a person leaves behind, on the own pages and on those of the host. */
interface Traces {
  readonly person: Person;
  readonly post: PostId;
  readonly slug: string;
  readonly picture: string;
  readonly comment: CommentId;
  /** A list of the person. */
  readonly list: Id<'people-list'>;
  /** Quotes the post of the host. */
  readonly quote: PostId;
  /** Quotes the post; by somebody whom nobody follows. */
  readonly quotedIn: PostId;
  readonly story: StoryId;
}

let app: TestHttp;
let host: Person;
let quoter: Person;
let hostPost: PostId;
let hostComment: CommentId;
let alice: Traces, bob: Traces;

beforeAll(async () => {
  app = await testHttp({ modules: domainModules });
  const everybody = await people(app, 'host', 'quoter', 'alice', 'bob');
  ({ host, quoter } = everybody);
  hostPost = await publishes(app, host, { body: 'Welcome' });
  hostComment = await write(host, hostPost);
  alice = await leaveTraces(everybody.alice);
  bob = await leaveTraces(everybody.bob);
  await meet(alice, bob);
  await meet(bob, alice);
  await app.settle();
});
afterAll(() => app.close());

const call = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, as: Person, body?: object) =>
  app.request({ method, url: `/v1${url}`, as, ...(body === undefined ? {} : { body }) });
const write = (author: Person, post: PostId) =>
  app.get(CommentService).write(author.viewer, post, { body: 'hello', parentId: undefined });

async function leaveTraces(person: Person): Promise<Traces> {
  const picture = await uploads(app, person);
  const post = await publishes(app, person, {
    title: `Of ${person.nickname}`,
    mediaIds: [picture],
    poll: poll({ options: [`Option of ${person.nickname}`, 'Neither'] }),
  });
  const comment = await write(person, hostPost);
  const story = await shares(app, person, { audience: 'public' });
  await call('PUT', `/posts/${hostPost}/like`, person);
  await call('PUT', `/comments/${hostComment}/like`, person);
  await call('PUT', `/posts/${hostPost}/repost`, person);
  const quote = await publishes(app, person, { body: 'Hear', quotedPostId: hostPost });
  const quotedIn = await publishes(app, quoter, { body: 'See', quotedPostId: post });
  await call('PUT', `/users/${host.id}/follow`, person);
  await call('PUT', `/users/${person.id}/follow`, host);
  const { body } = await call('GET', `/posts/${post}`, person);
  const list = await app.get(PeopleListService).create(person.viewer, 'Others');
  return { person, post, slug: body.slug, picture, comment, story, list, quote, quotedIn };
}

/** One follows the other, puts them into a list, and likes and marks what the other wrote. */
async function meet({ person, list }: Traces, other: Traces): Promise<void> {
  await app.get(PeopleListMemberService).add(person.viewer, list, other.person.id);
  await call('PUT', `/users/${other.person.id}/follow`, person);
  await call('PUT', `/posts/${other.post}/like`, person);
  await call('PUT', `/posts/${other.post}/bookmark`, person);
  await call('PUT', `/comments/${other.comment}/like`, person);
}

/** Reads in which somebody's traces show, and the id that tells it. */
const reads: [string, (them: Traces, me: Traces) => string, (them: Traces) => string][] = [
  ['the list of people', () => '/users?limit=100', (t) => t.person.id],
  ['a search for the name', (t) => `/users?nickname=${t.person.nickname}`, (t) => t.person.id],
  ['their posts', (t) => `/users/${t.person.id}/posts`, (t) => t.post],
  ['their comments', (t) => `/users/${t.person.id}/comments`, (t) => t.comment],
  ['their pictures', (t) => `/users/${t.person.id}/images`, (t) => t.picture],
  ['their followers', (t) => `/users/${t.person.id}/followers`, () => host.id],
  ['whom they follow', (t) => `/users/${t.person.id}/following`, () => host.id],
  ['a post', (t) => `/posts/${t.post}`, (t) => t.post],
  ['a poll', (t) => `/posts/${t.post}`, (t) => `Option of ${t.person.nickname}`],
  [
    'the poll of a quoted post',
    (t) => `/posts/${t.quotedIn}`,
    (t) => `Option of ${t.person.nickname}`,
  ],
  ['a post by its slug', (t) => `/posts/by-slug/${encodeURIComponent(t.slug)}`, (t) => t.post],
  ['the pictures of a post', (t) => `/posts/${t.post}/images`, (t) => t.picture],
  ['the likers of a post', (t) => `/posts/${t.post}/likes`, () => '"items"'],
  ['the comments of a post', (t) => `/posts/${t.post}/comments`, () => '"items"'],
  ['a picture', (t) => `/media/${t.picture}`, (t) => t.picture],
  ['all posts', () => '/posts?limit=100', (t) => t.post],
  ['a search in posts', (t) => `/posts?title=Of%20${t.person.nickname}`, (t) => t.post],
  ['posts of an author', (t) => `/posts?authorId=${t.person.id}`, (t) => t.post],
  ['the explore feed', () => '/feeds/explore', (t) => t.post],
  ['the home feed', () => '/feeds/home', (t) => t.post],
  ['who reposted a post', (t) => `/posts/${t.post}/reposts`, () => '"items"'],
  ['what quotes a post', (t) => `/posts/${t.post}/quotes`, (t) => t.quotedIn],
  ['a quote of a post', (t) => `/posts/${t.quotedIn}`, (t) => t.post],
  ['who reposted a common post', () => `/posts/${hostPost}/reposts`, (t) => t.person.id],
  ['what quotes a common post', () => `/posts/${hostPost}/quotes`, (t) => t.quote],
  ['the home feed with reposts', () => '/feeds/home?reposts=true', (t) => t.post],
  ['likers of a common post', () => `/posts/${hostPost}/likes`, (t) => t.person.id],
  ['likers of a common comment', () => `/comments/${hostComment}/likes`, (t) => t.person.id],
  ['comments of a common post', () => `/posts/${hostPost}/comments`, (t) => t.comment],
  ['a common conversation', () => `/posts/${hostPost}/thread`, (t) => t.comment],
  ['a comment', (t) => `/comments/${t.comment}`, (t) => t.comment],
  ['the context of a comment', (t) => `/comments/${t.comment}/context`, (t) => t.comment],
  ['likers of a comment', (t) => `/comments/${t.comment}/likes`, () => '"items"'],
  ['followers of a common friend', () => `/users/${host.id}/followers`, (t) => t.person.id],
  ['whom a common friend follows', () => `/users/${host.id}/following`, (t) => t.person.id],
  ['a story', (t) => `/stories/${t.story}`, (t) => t.story],
  ['their stories', (t) => `/users/${t.person.id}/stories`, (t) => t.story],
  ['the story feed', () => '/feeds/stories', (t) => t.story],
  ['my followers', () => '/me/followers', (t) => t.person.id],
  ['whom I follow', () => '/me/following', (t) => t.person.id],
  ['posts that I like', () => '/me/likes/posts', (t) => t.post],
  ['comments that I like', () => '/me/likes/comments', (t) => t.comment],
  ['my bookmarks', () => '/me/bookmarks', (t) => t.post],
  ['my list', (_, me) => `/me/lists/${me.list}/members`, (t) => t.person.id],
  ['the feed of my list', (_, me) => `/feeds/lists/${me.list}`, (t) => t.post],
];
/** What follows from a follow or a list, which a block ends for good. */
const fromFollows = [
  'the home feed',
  'the home feed with reposts',
  'the story feed',
  'my followers',
  'whom I follow',
  'my list',
  'the feed of my list',
];

async function shown(me: Traces, them: Traces): Promise<string[]> {
  const found: string[] = [];
  for (const [name, url, mark] of reads) {
    const { status, text } = await call('GET', url(them, me), me.person);
    expect([200, 404]).toContain(status);
    if (status === 200 && text.includes(mark(them))) {
      found.push(name);
    }
  }
  return found;
}

const everything = reads.map(([name]) => name);
const cardOf = async (me: Traces, { person }: Traces) =>
  Promise.all(
    [`/users/${person.id}`, `/users/by-nickname/${person.nickname}`].map(async (url) => {
      const { status, body } = await call('GET', url, me.person);
      return status === 200 ? body.viewer : status;
    }),
  );

it('a block hides two people from each other with the next read of everything, until it ends', async () => {
  expect(await shown(bob, alice)).toEqual(everything);
  expect(await shown(alice, bob)).toEqual(everything);

  await call('PUT', `/users/${bob.person.id}/block`, alice.person);
  expect(await shown(bob, alice)).toEqual([]);
  expect(await shown(alice, bob)).toEqual([]);
  expect(await cardOf(bob, alice)).toEqual([404, 404]);
  const blocking = { blocking: true, following: false, followedBy: false };
  expect(await cardOf(alice, bob)).toMatchObject([blocking, blocking]);

  // Counters are the same for every viewer.
  const { body } = await call('GET', `/posts/${hostPost}`, bob.person);
  expect(body).toMatchObject({ likeCount: 2, commentCount: 3 });

  for (const [me, them] of [
    [bob, alice],
    [alice, bob],
  ] as const) {
    const acts = await Promise.all([
      call('PUT', `/posts/${them.post}/like`, me.person),
      call('PUT', `/posts/${them.post}/bookmark`, me.person),
      call('PUT', `/comments/${them.comment}/like`, me.person),
      call('PUT', `/posts/${them.post}/repost`, me.person),
      call('PUT', `/posts/${them.post}/poll/vote`, me.person, { choices: [0] }),
      call('POST', `/posts/${them.post}/comments`, me.person, { body: 'hello' }),
      call('PUT', `/stories/${them.story}/seen`, me.person),
    ]);
    expect(acts.map(({ status }) => status)).toEqual(acts.map(() => 404));
    const quoting = { body: 'hello', quotedPostId: them.post };
    expect((await call('POST', '/posts', me.person, quoting)).body.code).toBe('not-shareable');
  }
  expect((await call('PUT', `/users/${alice.person.id}/follow`, bob.person)).status).toBe(404);
  expect((await call('PUT', `/users/${bob.person.id}/follow`, alice.person)).body.code).toBe(
    'blocked',
  );

  await call('DELETE', `/users/${bob.person.id}/block`, alice.person);
  const back = everything.filter((name) => !fromFollows.includes(name));
  expect(await shown(bob, alice)).toEqual(back);
  expect(await shown(alice, bob)).toEqual(back);
});
