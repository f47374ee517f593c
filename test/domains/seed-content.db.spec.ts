import { FeedService } from '#libs/feed';
import { type PostId, PostReader } from '#libs/post';
import { EntitiesService, type StoredEntities } from '#libs/rich-text';
import { sizesOf } from '#libs/seed';
import { type TestApp, testApp } from '#libs/testing';
import { count, modules, plant } from './seed-stage.js';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules });
  await plant(app, {
    sizes: sizesOf('small', { users: 300, follows: 3_000, posts: 6_000, tags: 40, pictures: 60 }),
    seed: 11,
  });
});
afterAll(() => app.close());

/** When it ends. */
const END = `timestamptz '2026-01-31'`;

/** How many rows break each rule: none. */
const expectNone = async (broken: Record<string, readonly [table: string, where: string]>) => {
  const found: Record<string, number> = {};
  for (const [rule, [table, where]] of Object.entries(broken)) {
    found[rule] = await count(app, table, where);
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(broken).map((rule) => [rule, 0])));
};

it('has some of everything', async () => {
  const found = await Promise.all([
    count(app, 'poll', 'closing_at is null'),
    count(app, 'poll', 'multiple'),
    count(app, 'poll_vote', 'cardinality(choices) > 1'),
    count(app, 'poll_vote v join user_account a on a.id = v.user_id', 'not a.is_active'),
    count(app, 'post', 'publish_at is not null'),
    count(app, 'post_pin', 'cardinality(post_ids) > 1'),
    count(app, 'post', 'content_warning is not null'),
    count(app, 'post', 'sensitive'),
    count(app, 'mention', 'position > 0'),
    count(app, 'mention', 'position = 0'),
    count(app, 'post', `entities->'spans' @> '[["tag"]]'`),
    count(app, 'post', `jsonb_array_length(entities->'spans') = 2`),
  ]);
  expect(Math.min(...found)).toBeGreaterThan(0);
});

it('has counters of polls that a recount gives, and no others that are wrong', async () => {
  expect(await app.drift()).toEqual([]);
  expect(await count(app, 'poll_counter', 'voter_count > 0')).toBeGreaterThan(0);
  expect(await count(app, 'poll_counter')).toBe(await count(app, 'poll'));
});

it('has polls and votes as people make them', async () => {
  await expectNone({
    options: [
      'poll p',
      `cardinality(options) not between 2 and 6
        or cardinality(options) <> (select count(distinct o) from unnest(options) o)
        or (select bool_or(length(o) not between 1 and 60) from unnest(options) o)`,
    ],
    times: [
      'poll join post p on p.id = poll.post_id',
      `p.published_at is null
        or closes_at - p.published_at not between interval '5 minutes' and interval '14 days'`,
    ],
    ends: [
      'poll',
      `(closes_at <= ${END}) <> (closed_position is not null)
        or closing_at is distinct from case when closed_position is null then closes_at end
        or closed_position >> 20 <> (extract(epoch from closes_at) * 1000)::bigint`,
    ],
    voteTimes: [
      `poll_vote v join poll on poll.post_id = v.post_id join post p on p.id = v.post_id
        join user_account a on a.id = v.user_id`,
      `v.created_at not between p.published_at and least(poll.closes_at, ${END})
        or v.created_at < a.created_at
        or v.position >> 20 <> (extract(epoch from v.created_at) * 1000)::bigint`,
    ],
    choices: [
      'poll_vote v join poll on poll.post_id = v.post_id',
      `cardinality(choices) = 0 or (not multiple and cardinality(choices) > 1)
        or choices <> (select array_agg(distinct c order by c) from unnest(choices) c)
        or (select min(c) < 0 or max(c) >= cardinality(options) from unnest(choices) c)`,
    ],
    unseen: [
      'poll_vote v join post p on p.id = v.post_id',
      `p.visibility = 'private' or (p.visibility = 'followers' and not exists (
        select from follow f where f.follower_id = v.user_id and f.followee_id = p.author_id))`,
    ],
  });
});

it('has drafts of active people that are to be published after its end', async () => {
  await expectNone({
    drafts: [
      'post p join user_account a on a.id = p.author_id',
      `publish_at is not null and (status <> 'draft' or not p.is_active or not a.is_active
        or publish_at not between ${END} + interval '1 day' and ${END} + interval '1 year')`,
    ],
    tooMany: [
      `(select count(*) as amount from post where publish_at is not null group by author_id) each`,
      'amount > 100',
    ],
  });
});

it('has pins of own published posts, three at most', async () => {
  await expectNone({
    amount: ['post_pin', 'cardinality(post_ids) not between 1 and 3'],
    strange: [
      'post_pin pin, unnest(pin.post_ids) pinned',
      `not exists (select from post p where p.id = pinned and p.author_id = pin.user_id
        and p.status = 'published' and p.is_active)`,
    ],
  });
});

it('refers to people and tags as the texts do', async () => {
  const posts = await app.sql<{ id: PostId; body: string; entities: StoredEntities | null }>(
    `select id, body, entities from post`,
  );
  const entities = app.get(EntitiesService);
  for (const { body, entities: stored } of posts.filter(({ body }) => /[@#]|:\/\//.test(body))) {
    expect({ body, stored }).toEqual({ body, stored: await entities.of(body) });
  }
  const referring = posts.filter(({ entities: stored }) => stored !== null);
  expect(referring.length).toBeGreaterThan(100);
  expect(referring.every(({ body }) => /^[@#]/.test(body))).toBe(true);
  await expectNone({
    tags: [
      `post p, jsonb_array_elements(p.entities->'spans') span`,
      `span->>2 = 'tag' and not exists (
        select from post_tag pt join tag t on t.id = pt.tag_id
        where pt.post_id = p.id and t.name = substr(p.body, (span->>0)::int + 2,
          (span->>1)::int - (span->>0)::int - 1))`,
    ],
    mentions: [
      `(select p.id, (jsonb_array_elements_text(p.entities->'people'))::bigint as person from post p) p
        full join mention m on m.thing_id = p.id and m.user_id = p.person`,
      'm.thing_id is null or p.id is null',
    ],
    mentionsOfOthers: [
      'mention m join post p on p.id = m.thing_id join user_account a on a.id = m.user_id',
      `m.author_id <> p.author_id or m.post_id <> p.id or m.user_id = p.author_id or not a.is_active
        or a.created_at > p.created_at
        or m.position >> 20 <> coalesce((extract(epoch from p.published_at) * 1000)::bigint, 0)`,
    ],
  });
});

it('shows mentions, hashtags, polls, pins and warnings through the services', async () => {
  const shown = async (where: string) => {
    const [row] = await app.sql<{ id: PostId }>(`
      select p.id from post p
      join user_account a on a.id = p.author_id and a.is_active
      join profile f on f.user_id = a.id and f.is_public
      where p.is_active and p.status = 'published' and p.visibility = 'public' and ${where}
      order by p.position desc limit 1`);
    return (await app.get(PostReader).read(null, row!.id)).post;
  };
  const mentioning = await shown(`jsonb_array_length(p.entities->'people') > 0`);
  const [mention] = mentioning.entities;
  expect(mention).toMatchObject({ kind: 'mention', start: 0 });
  expect(mentioning.body.slice(1, mention!.end)).toBe(mention!.user!.nickname);
  const asking = await shown(
    `exists (select from poll where poll.post_id = p.id and closing_at is null)`,
  );
  const votes = await count(
    app,
    'poll_vote v join user_account a on a.id = v.user_id and a.is_active',
    `post_id = ${asking.id}`,
  );
  expect(asking.poll).toMatchObject({ isClosed: true, voterCount: votes });
  expect(await shown(`exists (select from post_pin where p.id = any (post_ids))`)).toMatchObject({
    isPinned: true,
  });
  expect((await shown('p.content_warning is not null')).contentWarning).toMatch(/./);
  const explore = await app.get(FeedService).explore(null, { limit: 100, excludeMe: false });
  const warned = explore.items.filter((post) => post.sensitive || post.contentWarning !== null);
  expect(warned).toEqual([]);
});
