import { createHash } from 'node:crypto';
import pg from 'pg';
import { DatabaseAddress } from '#libs/database';
import { FeedService } from '#libs/feed';
import type { UserId, Viewer } from '#libs/kernel';
import { type PostId, PostReader, PublishingService } from '#libs/post';
import { SeedRefused } from '#libs/seed';
import { ObjectStorage } from '#libs/storage';
import { type TestApp, testApp } from '#libs/testing';
import { person } from '#libs/testing/people';
import { contentHash } from '../../libs/chat/src/message/message.js';
import { brokenOf, DOMAINS, ROOMS, STORIES } from './seed-rules.js';
import { count, modules, options, plant, shape, sizes } from './seed-stage.js';

/** One text for all rows that a seed makes, apart from the salted password. */
const digest = async (app: TestApp) => {
  const tables = await app.sql<{ name: string }>(`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not in ('migrations') order by 1`);
  const hash = createHash('sha256');
  for (const { name } of tables) {
    const rows = await app.sql<{ row: string }>(
      `select (to_jsonb(t) - 'password_hash')::text as row from ${name} t order by 1`,
    );
    hash.update(`${name} ${rows.map(({ row }) => row).join('\n')}`);
  }
  return hash.digest('hex');
};

describe('a seeded database', () => {
  let app: TestApp;
  let before: unknown;

  beforeAll(async () => {
    app = await testApp({ modules });
    before = await shape(app);
    await plant(app);
  });
  afterAll(() => app.close());

  it('has exactly as many of everything as was asked for', async () => {
    expect({
      users: await count(app, 'user_account'),
      follows: await count(app, 'follow'),
      posts: await count(app, 'post'),
      comments: await count(app, 'comment'),
      likes: (await count(app, 'post_like')) + (await count(app, 'comment_like')),
      bookmarks: await count(app, 'bookmark'),
      tags: await count(app, 'tag'),
      pictures: await count(app, 'media'),
      messages: await count(app, 'message'),
    }).toEqual(sizes);
  });

  it('has counters that are right', async () => {
    expect(await app.drift()).toEqual([]);
  });

  it('has the indexes and constraints that it had before', async () => {
    expect(await shape(app)).toEqual(before);
  });

  it('has drafts, hidden posts, private profiles, suspended people and deep threads', async () => {
    const found = await Promise.all([
      count(app, 'post', `status = 'draft'`),
      count(app, 'post', `not is_active`),
      count(app, 'post', `visibility = 'followers'`),
      count(app, 'profile', `not is_public`),
      count(app, 'user_account', `not is_active`),
      count(app, 'comment', `depth >= 3`),
      count(app, 'follow_request'),
      count(app, 'block'),
      count(app, 'mute'),
      count(app, 'post_tag'),
      count(app, 'post_repost'),
      count(app, 'post', `quoted_id is not null`),
    ]);
    expect(Math.min(...found)).toBeGreaterThan(0);
  });

  it('tells people of the last weeks, most of it seen', async () => {
    const told = (where: string) =>
      count(app, 'notification n join notification_state s using (user_id)', where);
    const kinds = ['post-like', 'comment-like', 'comment', 'reply', 'follow'];
    const found = await Promise.all(kinds.map((kind) => told(`n.kind = '${kind}'`)));
    expect(Math.min(...found)).toBeGreaterThan(0);
    const unseen = await told('n.id > s.seen_up_to');
    expect(unseen).toBeGreaterThan(0);
    expect(unseen).toBeLessThan(0.2 * found.reduce((sum, amount) => sum + amount, 0));
  });

  it('has rooms that are open, waiting, asked for and closed, with messages read and unread', async () => {
    const found = await Promise.all([
      count(app, 'room', 'accepted_at is not null and last_number > 20'),
      count(app, 'room_member', 'is_waiting'),
      count(app, 'room_member', 'is_request and heard_number > read_number'),
      count(app, 'room_member', 'is_closed'),
      count(app, 'room_member', 'heard_number > read_number'),
      count(app, 'room_member', 'heard_number > 0 and heard_number <= read_number'),
      count(app, 'message', 'deleted_at is not null'),
    ]);
    expect(Math.min(...found)).toBeGreaterThan(0);
    expect(await count(app, 'room')).toBe(sizes.messages / 20);
  });

  it('has rooms as their messages make them', async () => {
    expect(await brokenOf(app, ROOMS)).toEqual([]);
    const written = await app.sql<{ body: string; hash: string }>(
      `select body, encode(content_hash, 'hex') as hash from message where body is not null limit 50`,
    );
    const hashes = written.map(({ body }) => contentHash({ body, mediaIds: [] }).toString('hex'));
    expect(hashes).toEqual(written.map(({ hash }) => hash));
  });

  it('has lists in which people keep those whom they follow', async () => {
    expect(await count(app, 'people_list')).toBeGreaterThan(0);
    const strange = await count(
      app,
      'people_list_member m join people_list l on l.id = m.list_id',
      `m.owner_id <> l.owner_id or not exists (
        select from follow f where f.follower_id = l.owner_id and f.followee_id = m.member_id)`,
    );
    expect(strange).toBe(0);
  });

  it('keeps the rules of the domains', async () => {
    expect(await brokenOf(app, DOMAINS)).toEqual([]);
  });

  it('has stories of the last hours, which some followers have seen', async () => {
    expect(await count(app, 'story')).toBeGreaterThan(0);
    expect(await count(app, 'story_view')).toBeGreaterThan(0);
    expect(await brokenOf(app, STORIES)).toEqual([]);
  });

  it('is visible through the services', async () => {
    const [someone] = await app.sql<{ id: UserId }>(`
      select f.follower_id as id from follow f join user_account a on a.id = f.follower_id
      where a.is_active group by 1 order by count(*) desc limit 1`);
    const viewer = { userId: someone!.id, role: 'user' } as Viewer;
    const home = await app.get(FeedService).home(viewer, { limit: 20, excludeMe: false });
    expect(home.items).toHaveLength(20);
    const [first] = await app.sql<{ id: PostId; slug: string }>(`
      select id, slug from post where visibility = 'public' and status = 'published' and is_active
      and not sensitive and content_warning is null
      and author_id in (select id from user_account where is_active) order by position desc limit 1`);
    const { post } = await app.get(PostReader).read(null, first!.id);
    expect(post.slug).toBe(first!.slug);
    const explore = await app.get(FeedService).explore(null, { limit: 5, excludeMe: false });
    expect(explore.items[0]!.id).toBe(first!.id);
  });

  it('has pictures whose objects are stored', async () => {
    const media = await app.sql<{ key: string }>('select storage_key as key from media');
    for (const { key } of media) {
      for (const name of ['original.jpg', 'thumbnail.webp', 'small.webp', 'large.webp']) {
        expect(await app.get(ObjectStorage).exists(`${key}/${name}`)).toBe(true);
      }
    }
    expect(new Set(media.map(({ key }) => key)).size).toBe(sizes.pictures);
  });

  it('is not seeded a second time', async () => {
    await expect(plant(app, { force: true, seed: 8 })).rejects.toThrow(SeedRefused);
  });
});

it('shows what people publish afterwards before everything else', async () => {
  const app = await testApp({ modules });
  await plant(app, { sizes: { ...sizes, pictures: 2 } });
  const { id, viewer } = await person(app, 'newcomer');
  const made = await app.get(PublishingService).publish(viewer, { body: 'hello' });
  const explore = await app.get(FeedService).explore(null, { limit: 1, excludeMe: false });
  expect(explore.items[0]!.id).toBe(made);
  expect(await count(app, 'user_account', `id > ${id}`)).toBe(0);
  await app.close();
});

it('makes the same rows from the same seed, and others from another', async () => {
  const digests: string[] = [];
  for (const seed of [7, 7, 8]) {
    const app = await testApp({ modules });
    await plant(app, { seed, sizes: { ...sizes, pictures: 2 } });
    digests.push(await digest(app));
    await app.close();
  }
  expect(digests[1]).toBe(digests[0]);
  expect(digests[2]).not.toBe(digests[0]);
});

describe('a database with real people', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await testApp({ modules });
    const { viewer } = await person(app, 'real');
    await app.get(PublishingService).publish(viewer, { body: 'mine', tags: ['seoul', '서울'] });
    await app.settle();
  });
  afterEach(() => app.close());

  it('is refused and stays as it was', async () => {
    await expect(plant(app)).rejects.toThrow('1 real person');
    expect(await count(app, 'user_account')).toBe(1);
  });

  it('waits for nobody who works with it', async () => {
    const other = new pg.Client({ connectionString: app.get(DatabaseAddress).url });
    await other.connect();
    await other.query('begin; select from post');
    await expect(plant(app, { force: true })).rejects.toThrow('Other programs');
    await other.end();
    expect(await count(app, 'user_account')).toBe(1);
  });

  it('is as before when the load is interrupted', async () => {
    const before = await shape(app);
    const stop = new AbortController();
    const progress = {
      ...options.progress,
      begin: (title: string) => title === 'Filling comment' && stop.abort(),
    };
    await expect(plant(app, { force: true, signal: stop.signal, progress })).rejects.toThrow();
    expect(await count(app, 'user_account')).toBe(1);
    expect(await shape(app)).toEqual(before);
  });

  it('is finished by the next call when the making of indexes is interrupted', async () => {
    const before = await shape(app);
    const stop = new AbortController();
    const progress = {
      ...options.progress,
      begin: (title: string) => title === 'Making indexes' && stop.abort(),
    };
    await expect(plant(app, { force: true, signal: stop.signal, progress })).rejects.toThrow();
    expect(await count(app, 'user_account')).toBe(sizes.users + 1);
    expect(await plant(app)).toMatchObject({ resumed: true });
    expect(await shape(app)).toEqual(before);
    expect(await app.drift()).toEqual([]);
    expect(await count(app, 'tag')).toBe(sizes.tags + 2);
  });
});
