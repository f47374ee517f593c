import { createHash } from 'node:crypto';
import pg from 'pg';
import { ChatModule } from '#libs/chat';
import { CommentModule } from '#libs/comment';
import { DatabaseAddress } from '#libs/database';
import { FeedModule, FeedService } from '#libs/feed';
import type { UserId, Viewer } from '#libs/kernel';
import { MediaModule } from '#libs/media';
import { NotificationModule } from '#libs/notification';
import { PeopleListModule } from '#libs/people-list';
import { type PostId, PostModule, PostReader, PublishingService } from '#libs/post';
import { ReactionModule } from '#libs/reaction';
import {
  SeedCommunityService,
  SeedModule,
  type SeedOptions,
  SeedRefused,
  sizesOf,
} from '#libs/seed';
import { SocialGraphModule } from '#libs/social-graph';
import { ObjectStorage } from '#libs/storage';
import { StoryModule } from '#libs/story';
import { type TestApp, testApp } from '#libs/testing';
import { person } from '#libs/testing/people';
import { UserModule } from '#libs/user';
import { contentHash } from '../../libs/chat/src/message/message.js';

const modules = [
  UserModule,
  SocialGraphModule,
  MediaModule,
  PostModule,
  CommentModule,
  ReactionModule,
  FeedModule,
  PeopleListModule,
  StoryModule,
  ChatModule,
  NotificationModule,
  SeedModule,
];
const sizes = sizesOf('small', {
  users: 400,
  follows: 4_000,
  posts: 800,
  comments: 1_600,
  likes: 5_000,
  bookmarks: 200,
  tags: 40,
  pictures: 12,
  messages: 3_000,
});
const options: SeedOptions = {
  sizes,
  seed: 7,
  base: Date.UTC(2026, 0, 31),
  password: 'a password for everybody',
  force: false,
  progress: { begin: () => undefined, reach: () => undefined, end: () => undefined },
};

const plant = (app: TestApp, changes: Partial<SeedOptions> = {}) =>
  app.get(SeedCommunityService).plant({ ...options, ...changes });

const count = async (app: TestApp, table: string, where = 'true') => {
  const rows = await app.sql<{ count: number }>(
    `select count(*)::int as count from ${table} where ${where}`,
  );
  return rows[0]!.count;
};

/** What every index and constraint is, and that each is usable. */
const shape = (app: TestApp) =>
  app.sql(`
    select pg_get_indexdef(indexrelid) as made, indisvalid as valid
    from pg_index where indrelid::regclass::text !~ '^pg_|\\.'
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), convalidated
    from pg_constraint where connamespace = 'public'::regnamespace
    order by 1`);

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
    const broken = {
      gaps: await count(
        app,
        `(select number, row_number() over (partition by room_id order by id) as place from message) m`,
        `number <> place`,
      ),
      lengths: await count(
        app,
        'room r',
        `last_number <> (select max(number) from message where room_id = r.id)
          or updated_at <> (select max(created_at) from message where room_id = r.id)
          or asked_by <> (select sender_id from message where room_id = r.id and number = 1)`,
      ),
      pairs: await count(
        app,
        'room r',
        `not exists (select from follow f where (f.follower_id, f.followee_id)
            in ((r.low_id, r.high_id), (r.high_id, r.low_id)))
          or (select array_agg(user_id order by user_id) from room_member where room_id = r.id)
            <> array[r.low_id, r.high_id]`,
      ),
      acceptances: await count(
        app,
        'room r',
        `accepted_at is distinct from (
          select min(m.created_at) from message m
          where m.room_id = r.id and (m.sender_id <> r.asked_by or exists (
            select from follow f
            where f.followee_id = r.asked_by and f.follower_id = r.low_id + r.high_id - r.asked_by)))
          or (accepted_at is null and last_number > 1)`,
      ),
      members: await count(
        app,
        'room_member m join room r on r.id = m.room_id',
        `m.last_position <> (select max(id) from message where room_id = r.id)
          or m.heard_number <> coalesce((select max(number) from message
            where room_id = r.id and sender_id <> m.user_id), 0)
          or m.read_number < coalesce((select max(number) from message
            where room_id = r.id and sender_id = m.user_id), 0)
          or m.read_number > r.last_number
          or m.is_request <> (r.accepted_at is null and r.asked_by <> m.user_id)
          or m.is_waiting <> (r.accepted_at is null and r.asked_by = m.user_id)
          or m.is_closed = (select is_active from user_account
            where id = r.low_id + r.high_id - m.user_id)`,
      ),
      senders: await count(
        app,
        'message g join room r on r.id = g.room_id join user_account a on a.id = g.sender_id',
        `g.sender_id not in (r.low_id, r.high_id) or g.created_at < a.created_at
          or (g.deleted_at is null) <> (g.body is not null)
          or (g.deleted_at is null) <> (g.content_hash is not null)`,
      ),
    };
    expect(broken).toEqual(Object.fromEntries(Object.keys(broken).map((rule) => [rule, 0])));
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
    const broken = {
      selfFollows: await count(app, 'follow', `follower_id = followee_id`),
      followsAcrossBlocks: await count(
        app,
        'follow f',
        `exists (select from block b where (b.blocker_id, b.blocked_id) in
          ((f.follower_id, f.followee_id), (f.followee_id, f.follower_id)))`,
      ),
      requestsBesideFollows: await count(
        app,
        'follow_request r',
        `exists (select from follow f
          where f.follower_id = r.follower_id and f.followee_id = r.followee_id)
          or (select is_public from profile p where p.user_id = r.followee_id)`,
      ),
      openPostsOfPrivateProfiles: await count(
        app,
        'post p join profile f on f.user_id = p.author_id',
        `not f.is_public and p.visibility = 'public'`,
      ),
      repliesElsewhere: await count(
        app,
        'comment c join comment p on p.id = c.parent_id',
        `p.post_id <> c.post_id or p.depth <> c.depth - 1 or p.id >= c.id
          or c.root_id <> coalesce(p.root_id, p.id)`,
      ),
      answersToWhatIsUnseen: await count(
        app,
        'comment c join post p on p.id = c.post_id',
        `p.status = 'draft' or p.visibility = 'private' or c.created_at < p.published_at
          or (p.visibility = 'followers' and c.author_id <> p.author_id and not exists (
            select from follow f
            where f.follower_id = c.author_id and f.followee_id = p.author_id))`,
      ),
      likesBeforeTheirTime: await count(
        app,
        `post_like l join post p on p.id = l.post_id join user_account a on a.id = l.user_id`,
        `l.created_at < p.published_at or l.created_at < a.created_at`,
      ),
      repostsOfWhatIsHidden: await count(
        app,
        'post_repost r join post p on p.id = r.post_id',
        `p.visibility <> 'public' or p.status = 'draft' or r.created_at < p.published_at`,
      ),
      quotesOfWhatIsHidden: await count(
        app,
        'post q join post p on p.id = q.quoted_id',
        `p.visibility <> 'public' or p.status = 'draft' or q.created_at < p.published_at`,
      ),
      postsBeforeTheirAuthors: await count(
        app,
        'post p join user_account a on a.id = p.author_id',
        `p.created_at < a.created_at`,
      ),
      idsOfAnotherTime: await count(
        app,
        `(select id, created_at from user_account union all select id, created_at from post
          union all select id, created_at from comment
          union all select id, created_at from room
          union all select id, created_at from message
          union all select id, created_at from people_list
          union all select position, created_at from post_like) as things`,
        `id >> 20 <> (extract(epoch from created_at) * 1000)::bigint`,
      ),
      wordsOutOfOrder: await count(
        app,
        `(select coalesce(p.position, p.id) as feed,
            lead(coalesce(p.position, p.id)) over (order by t.place) as next
          from post_text t join post p on p.id = t.post_id) as places`,
        `next < feed`,
      ),
      wordsThatDiffer: await count(
        app,
        'post p left join post_text t on t.post_id = p.id',
        `t.body is distinct from lower(normalize(p.body, nfkc))
          or t.title is distinct from lower(normalize(p.title, nfkc))`,
      ),
    };
    expect(broken).toEqual(Object.fromEntries(Object.keys(broken).map((rule) => [rule, 0])));
  });

  it('has stories of the last hours, which some followers have seen', async () => {
    expect(await count(app, 'story')).toBeGreaterThan(0);
    expect(await count(app, 'story_view')).toBeGreaterThan(0);
    const broken = {
      pictures: await count(
        app,
        'story s left join media m on m.id = s.media_id',
        `m.attachment_type is distinct from 'story' or m.attachment_id <> s.id or m.is_public
          or m.owner_id <> s.author_id or m.shown_until <> s.expires_at`,
      ),
      days: await count(app, 'story', `expires_at <> created_at + interval '24 hours'`),
      views: await count(
        app,
        'story_view v join story s on s.id = v.story_id',
        `v.created_at < s.created_at or not exists (
          select from follow f where f.follower_id = v.user_id and f.followee_id = s.author_id)`,
      ),
    };
    expect(broken).toEqual({ pictures: 0, days: 0, views: 0 });
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
