import type { PostId } from '#libs/post';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, hidesReposts, mutes, unfollows } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { editsPost, publishes, removesPost, reposts, unreposts } from '#libs/testing/posts';
import { FeedService } from '../src/feed.service.js';
import { type FeedStage, openStage } from './stage.js';

let app: FeedStage;
let alice: Person;
let bob: Person;
let carol: Person;
let dora: Person;

beforeAll(async () => {
  app = await openStage();
});

/** Alice follows bob and carol, not dora. */
beforeEach(async () => {
  await app.clear();
  ({ alice, bob, carol, dora } = await people(app, 'alice', 'bob', 'carol', 'dora'));
  await follows(app, alice, bob);
  await follows(app, alice, carol);
});

afterAll(() => app.close());

const asPublished = (id: PostId) => ({ id, by: null });
const by = ({ id: by }: Person, id: PostId) => ({ id, by });
/** The order of some posts, whoever brought them. */
const order = async (options: Parameters<FeedStage['shared']>[1] = {}) =>
  (await app.shared(alice, options)).map(({ id }) => id);

it('holds what the followed repost, where they did, and is without it as it was', async () => {
  const strange = await publishes(app, dora);
  const known = await publishes(app, carol);
  await reposts(app, bob, strange);
  const last = await publishes(app, carol);
  expect(await app.shared(alice)).toEqual([
    asPublished(last),
    by(bob, strange),
    asPublished(known),
  ]);
  expect(await app.home(alice)).toEqual([last, known]);
});

it('tells who reposted and when', async () => {
  const strange = await publishes(app, dora);
  await reposts(app, bob, strange);
  const page = await app.get(FeedService).home(alice.viewer, {
    limit: 20,
    excludeMe: false,
    reposts: true,
  });
  const [row] = await app.sql<{ at: Date }>(`select created_at as at from post_repost`);
  expect(page.items).toEqual([
    expect.objectContaining({
      id: strange,
      repostedBy: expect.objectContaining({ id: bob.id, nickname: bob.nickname }),
      repostedAt: row!.at.toISOString(),
    }),
  ]);
  const without = await app.get(FeedService).home(bob.viewer, { limit: 20, excludeMe: false });
  expect(without.items.some((item) => 'repostedBy' in item)).toBe(false);
});

it('holds a post once, where it was last published or reposted', async () => {
  const first = await publishes(app, bob);
  const second = await publishes(app, bob);
  await reposts(app, bob, first);
  await reposts(app, carol, first);
  await reposts(app, carol, second);
  expect(await app.shared(alice)).toEqual([by(carol, second), by(carol, first)]);
  await unreposts(app, carol, first);
  expect(await app.shared(alice)).toEqual([by(carol, second), by(bob, first)]);
  await unreposts(app, bob, first);
  expect(await app.shared(alice)).toEqual([by(carol, second), asPublished(first)]);
});

it('leaves out what I repost myself, but not my posts that others do', async () => {
  const own = await publishes(app, alice);
  const other = await publishes(app, dora);
  const last = await publishes(app, bob);
  await reposts(app, alice, own);
  await reposts(app, alice, other);
  expect(await app.shared(alice)).toEqual([asPublished(last), asPublished(own)]);
  await reposts(app, carol, own);
  expect(await app.shared(alice)).toEqual([by(carol, own), asPublished(last)]);
  expect(await app.shared(alice, { excludeMe: true })).toEqual([asPublished(last)]);
});

it('leaves out the reposts of whom I asked it of, not their posts', async () => {
  const [strange, own] = [await publishes(app, dora), await publishes(app, bob)];
  await reposts(app, bob, strange);
  await hidesReposts(app, alice, bob);
  expect(await app.shared(alice)).toEqual([asPublished(own)]);
  await reposts(app, carol, strange);
  expect(await app.shared(alice)).toEqual([by(carol, strange), asPublished(own)]);
  await unfollows(app, alice, bob);
  await follows(app, alice, bob);
  await unreposts(app, carol, strange);
  expect(await app.shared(alice)).toEqual([by(bob, strange), asPublished(own)]);
});

describe('a repost disappears at once', () => {
  const hide = (visibility: 'followers' | 'private') => (id: PostId) =>
    editsPost(app, dora, id, { visibility });
  it.each<[string, (post: PostId) => Promise<unknown>]>([
    ['when the post is for followers, of whom I am one', hide('followers')],
    ['when the post is private', hide('private')],
    ['with the post', (id) => removesPost(app, dora, id)],
    ['when its author turns private, whom I follow', () => setsPublic(app, dora, false)],
    ['when its author is suspended', () => suspends(app, dora)],
    ['when its author blocks me', () => blocks(app, dora, alice)],
    ['when I block its author', () => blocks(app, alice, dora)],
    ['when I mute its author', () => mutes(app, alice, dora)],
    ['when its author blocks who reposted', () => blocks(app, dora, bob)],
    ['when who reposted blocks its author', () => blocks(app, bob, dora)],
    ['when who reposted is suspended', () => suspends(app, bob)],
    ['when I mute who reposted', () => mutes(app, alice, bob)],
    ['when I no longer follow who reposted', () => unfollows(app, alice, bob)],
    // Behind the back of what ends the follow: the feed doesn’t rely on it.
    [
      'across a block with who reposted, even with an edge left',
      () =>
        app.sql('insert into block (blocker_id, blocked_id) values ($1, $2)', [bob.id, alice.id]),
    ],
  ])('%s', async (what, happens) => {
    await follows(app, alice, dora);
    const post = await publishes(app, dora);
    await reposts(app, bob, post);
    const last = await publishes(app, carol);
    expect(await app.shared(alice)).toEqual([asPublished(last), by(bob, post)]);
    await happens(post);
    const shown = await app.shared(alice);
    expect(shown).not.toContainEqual(by(bob, post));
    expect(shown[0]).toEqual(asPublished(last));
  });

  it('and comes back', async () => {
    const post = await publishes(app, dora);
    await reposts(app, bob, post);
    await suspends(app, bob);
    expect(await app.shared(alice)).toEqual([]);
    await restores(app, bob);
    expect(await app.shared(alice)).toEqual([by(bob, post)]);
  });
});

describe('page by page', () => {
  it('repeats and skips nothing, in pages that are full', async () => {
    const posts: PostId[] = [];
    for (let number = 0; number < 12; number += 1) {
      posts.push(await publishes(app, number % 3 === 0 ? dora : bob));
      if (number % 2 === 1) {
        await reposts(app, carol, posts[number - 1]!);
        await reposts(app, bob, posts[number >> 1]!);
      }
    }
    const whole = await app.shared(alice, { limit: 100 });
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(8);
    for (const limit of [1, 2, 3, 5]) {
      expect(await app.shared(alice, { limit })).toEqual(whole);
    }
  });

  it('whatever is published and reposted meanwhile', async () => {
    const posts: PostId[] = [];
    for (let number = 0; number < 6; number += 1) {
      posts.push(await publishes(app, bob));
    }
    await reposts(app, carol, posts[0]!);
    const before = await order();
    expect(before[0]).toBe(posts[0]);
    let turn = 0;
    const between = async () => {
      await publishes(app, bob);
      await reposts(app, carol, posts[(turn += 1)]!);
    };
    expect(await order({ limit: 2, between })).toEqual(before);
  });

  it('when very many reposted one post', async () => {
    const everybody = await crowd(app, 4);
    const post = await publishes(app, dora);
    const old = [await publishes(app, bob), await publishes(app, bob)];
    await Promise.all(everybody.map((person) => follows(app, alice, person)));
    await app.sql(
      `
      with person as (
        insert into follow (follower_id, followee_id)
        select $1, id from generate_series(1, 450) id
        returning followee_id as id
      ),
      account as (
        insert into user_account (id, email, email_folded, full_name, full_name_folded, password_hash)
        select id, id, id, 'One', 'one', 'none' from person
      )
      insert into post_repost (post_id, user_id) select $2, id from person
      `,
      [alice.id, post],
    );
    expect((await app.shared(alice, { limit: 2 })).map(({ id }) => id)).toEqual([
      post,
      ...old.reverse(),
    ]);
  });

  it('when none of very many reposts is for me', async () => {
    const old = await publishes(app, bob);
    await app.sql(
      `
      with gone as (
        insert into post (author_id, slug, title, body, status, visibility, position, published_at)
        select $1, 'gone-' || n, '', 'x', 'published', 'private', next_id(), now()
        from generate_series(1, 450) n
        returning id
      ),
      counters as (insert into post_counter (post_id) select id from gone)
      insert into post_repost (post_id, user_id) select id, $2 from gone
      `,
      [dora.id, bob.id],
    );
    expect(await app.shared(alice, { limit: 2 })).toEqual([asPublished(old)]);
  });
});

it('a cursor with reposts is none without them', async () => {
  for (let number = 0; number < 3; number += 1) {
    await publishes(app, bob);
  }
  const first = (reposts: boolean, cursor?: string) =>
    app.get(FeedService).home(alice.viewer, { limit: 1, excludeMe: false, reposts, cursor });
  const [shared, plain] = [await first(true), await first(false)];
  const refused = { problem: { code: 'invalid-cursor' } };
  await expect(first(false, shared.nextCursor!)).rejects.toMatchObject(refused);
  await expect(first(true, plain.nextCursor!)).rejects.toMatchObject(refused);
});
