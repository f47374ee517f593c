import { SqlReader } from '#libs/database';
import type { Page } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { idsOf } from '#libs/testing';
import { follows, mutes } from '#libs/testing/graph';
import { crowd, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { FeedService } from '../src/feed.service.js';
import { HomeFeedReader } from '../src/home-feed.reader.js';
import { authors, homeFeed } from '../src/home-feed.sql.js';
import { type FeedStage, openStage, plain, WAYS } from './stage.js';

let app: FeedStage;
let feeds: FeedService;
let reader: HomeFeedReader;

beforeAll(async () => {
  app = await openStage();
  feeds = app.get(FeedService);
  reader = app.get(HomeFeedReader);
});

beforeEach(() => app.clear());

afterAll(() => app.close());

/** Reads all pages, with something happening between each two. */
async function walkThrough(
  read: (cursor: string | undefined) => Promise<Page<{ readonly id: PostId }>>,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<PostId[]> {
  const seen: PostId[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    seen.push(...idsOf(page));
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor !== undefined);
  return seen;
}

describe('paging', () => {
  it.each(['walk', 'ask'] as const)(
    'through the home feed neither skips nor repeats while people publish: %s',
    async (way) => {
      const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
      await follows(app, alice, bob);
      await follows(app, alice, carol);
      const posts: PostId[] = [];
      for (const author of [bob, carol, alice, bob, carol, alice, bob]) {
        posts.unshift(await publishes(app, author));
        await publishes(app, author === alice ? bob : author, { visibility: 'private' });
      }
      const seen = await walkThrough(
        (cursor) => reader.page(alice.id, { limit: 2, cursor, excludeMe: false }, WAYS[way]),
        () => publishes(app, bob),
      );
      expect(seen).toEqual(posts);
    },
  );

  it('through the explore feed neither skips nor repeats while people publish', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    const posts: PostId[] = [];
    for (const author of [alice, bob, alice, bob, alice]) {
      posts.unshift(await publishes(app, author));
      await publishes(app, author, { visibility: 'followers' });
    }
    const seen = await walkThrough(
      (cursor) => feeds.explore(null, { limit: 2, cursor, excludeMe: false }),
      () => publishes(app, bob),
    );
    expect(seen).toEqual(posts);
  });

  it('refuses a cursor of the other feed', async () => {
    const { alice } = await people(app, 'alice');
    await publishes(app, alice);
    await publishes(app, alice);
    const url = '/v1/feeds/home?limit=1';
    const { body } = await app.request({ method: 'GET', url, as: alice });
    const other = await app.request({
      method: 'GET',
      url: `/v1/feeds/explore?cursor=${body.nextCursor}`,
    });
    expect(other).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    expect((await app.request({ method: 'GET', url })).status).toBe(401);
  });
});

describe('among thousands of posts', () => {
  let reading: Person;
  let everybody: Person[];

  beforeEach(async () => {
    everybody = await crowd(app, 24);
    reading = everybody[0]!;
    for (const author of everybody.slice(1, 13)) {
      await follows(app, reading, author);
    }
    await mutes(app, reading, everybody[1]!);
    await publishInMasses(everybody, 4_000);
  });

  // More authors than rows, and fewer.
  it.each([4, 100])(
    'both ways of the home feed give the same, page for page: limit %i',
    async (limit) => {
      await app.sql(`update user_account set is_active = false where id = $1`, [everybody[12]!.id]);
      for (const excludeMe of [false, true]) {
        const read = (way: 'walk' | 'ask') =>
          walkThrough((cursor) => reader.page(reading.id, { limit, cursor, excludeMe }, WAYS[way]));
        const walked = await read('walk');
        expect(walked.length).toBeGreaterThan(500);
        expect(new Set(walked).size).toBe(walked.length);
        expect(await read('ask')).toEqual(walked);
      }
    },
  );

  it('a walk that is too short to fill the page changes nothing', async () => {
    const request = { limit: 50, excludeMe: false };
    const full = await reader.page(reading.id, request, WAYS.ask);
    expect(full.items).toHaveLength(50);
    for (const walk of [1, 20, 100]) {
      const statement = homeFeed(`test.walk-${walk}`, { walk, people: authors });
      expect(plain(await reader.page(reading.id, request, statement))).toEqual(plain(full));
    }
  });

  it.each([
    [false, 'feed.home', 'feed.home-walked'],
    [true, 'feed.home-with-reposts', 'feed.home-with-reposts-walked'],
  ])(
    'a page tells by which way the next is made; with reposts: %s',
    async (reposts, asks, walks) => {
      const spy = jest.spyOn(SqlReader.prototype, 'query');
      const read = async () => {
        spy.mockClear();
        const page = await feeds.home(reading.viewer, { limit: 20, excludeMe: false, reposts });
        const ways = spy.mock.calls.flatMap(([run]) => ('name' in run ? [run.name] : []));
        return { page, way: ways.find((name) => name.startsWith('feed.home')) };
      };
      const { page, way } = await read();
      expect(page.items).toHaveLength(20);
      expect(way).toBe(asks);
      expect(await read()).toEqual({ page, way: asks });
      const others = `select $1::bigint, n from generate_series(1, 587) n`;
      await app.sql(`insert into follow (follower_id, followee_id) ${others}`, [reading.id]);
      expect(await read()).toEqual({ page, way: asks });
      await app.sql(`insert into follow (follower_id, followee_id) values ($1, 588)`, [reading.id]);
      expect(await read()).toEqual({ page, way: asks });
      expect(await read()).toEqual({ page, way: walks });
      spy.mockRestore();
    },
  );

  it('a page takes the same number of queries, whatever its limit', async () => {
    const counts = async (read: (limit: number) => Promise<{ items: unknown[] }>) => {
      const found = new Set<number>();
      for (const limit of [1, 20, 100]) {
        const spy = jest.spyOn(SqlReader.prototype, 'query');
        const { items } = await read(limit);
        expect(items).toHaveLength(limit);
        found.add(spy.mock.calls.length);
        spy.mockRestore();
      }
      return found;
    };
    const home = await counts((limit) => feeds.home(reading.viewer, { limit, excludeMe: false }));
    expect(home.size).toBe(1);
    const explore = await counts((limit) => feeds.explore(null, { limit, excludeMe: false }));
    expect(explore.size).toBe(1);
  });
});

/** Posts of everybody in turn, of all kinds, in one statement. */
async function publishInMasses(authors: readonly Person[], count: number): Promise<void> {
  await app.sql(
    `
    with made as (
      insert into post (
        author_id, slug, title, body, status, visibility, is_active, position, published_at
      )
      select
        ($1::bigint[])[1 + n * 7 % cardinality($1::bigint[])],
        'mass-' || n, 'mass', 'mass',
        case when n % 11 = 0 then 'draft' else 'published' end,
        (array['public', 'public', 'followers', 'private'])[1 + n % 4],
        n % 13 <> 0,
        case when n % 11 = 0 then null else next_id() end,
        case when n % 11 = 0 then null else now() end
      from generate_series(1, $2) as n
      returning id
    )
    insert into post_counter (post_id)
    select id from made
    `,
    [authors.map(({ id }) => id), count],
  );
  await app.sql('analyze post');
}
