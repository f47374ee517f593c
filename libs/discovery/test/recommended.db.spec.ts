import { UnitOfWork } from '#libs/database';
import type { PostId } from '#libs/post';
import { isAwaited } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { accepts, blocks, follows, mutes } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { ProfileService } from '#libs/user';
import { DiscoveryPersonalDataService } from '../src/leaving/discovery-personal-data.service.js';
import { RecommendedJobs } from '../src/recommended/recommended.jobs.js';
import { RecommendedReader } from '../src/recommended/recommended.reader.js';
import { RecommendedRepository } from '../src/recommended/recommended.repository.js';
import { daysPass } from './never-suggested.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let me: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ me } = await people(app, 'me'));
});
afterAll(() => app.close());

interface Item {
  readonly id: string;
  readonly author: Person;
  readonly reason: { readonly kind: string };
}
const asks = (as: Person, query = '') =>
  app.request({ method: 'GET', url: `/v1/feeds/recommended${query}`, as });
const page = async (
  as: Person,
  query = '',
): Promise<{ items: Item[]; nextCursor: string | null }> => {
  const { status, body } = await asks(as, query);
  expect(status).toBe(200);
  return body;
};
const ids = ({ items }: { items: Item[] }): string[] => items.map(({ id }) => id);
const rowsOf = async (table: string, { id }: Person): Promise<number> =>
  (await app.sql(`select from ${table} where person_id = $1`, [id])).length;

/** So many minutes pass since everything was recommended; a cursor of that time is the one that is given back. */
const agedBy = async (minutes: number, cursor = ''): Promise<string> => {
  const back = BigInt(minutes * 60_000) << 20n;
  for (const table of ['recommended_ranking', 'recommended_seen']) {
    await app.sql(`update ${table} set generation = generation - $1`, [String(back)]);
  }
  if (cursor === '') {
    return cursor;
  }
  const [list, generation, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const keys = [list, String(BigInt(generation) - back), place];
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
};

/** Posts of so many people, one each. */
const written = async (count: number): Promise<string[]> => {
  const posts: string[] = [];
  for (const author of await crowd(app, count)) {
    posts.push(await publishes(app, author));
  }
  return posts;
};

describe('are given with a reason', () => {
  it('what people like whom I follow first, with their names and number', async () => {
    const { author } = await people(app, 'author');
    const friends = await crowd(app, 6);
    await publishes(app, author);
    const post = await publishes(app, author);
    const [shy, gone, ...open] = friends as [Person, Person, ...Person[]];
    for (const friend of friends) {
      await follows(app, me, friend);
      await likes(app, friend, post);
    }
    const { stranger } = await people(app, 'stranger');
    await likes(app, stranger, post);
    await setsPublic(app, shy, false);
    await suspends(app, gone);
    const [first, second] = (await page(me)).items;
    expect(first).toMatchObject({
      id: post,
      reason: { kind: 'likedBy', tags: [], count: 4 },
    });
    expect(first!.reason).toMatchObject({
      users: [open[3], open[2], open[1]].map((friend) => ({ id: friend!.id })),
    });
    expect(second!.reason).toEqual({ kind: 'trending', users: [], tags: [], count: 0 });
  });

  it('what has the tags of what I like and write', async () => {
    const { author, other, reader } = await people(app, 'author', 'other', 'reader');
    const tagged = await publishes(app, author, { tags: ['Bread', 'hills', 'sea', 'sun', 'x'] });
    const plain = await publishes(app, other, { tags: ['x'] });
    await publishes(app, me, { tags: ['bread', 'hills'] });
    await likes(app, me, await publishes(app, reader, { tags: ['sea', 'sun'] }));
    const { items } = await page(me);
    expect(items.map(({ id, reason }) => [id, reason])).toEqual([
      [tagged, { kind: 'sharedTags', users: [], tags: ['Bread', 'hills', 'sea'], count: 4 }],
      [plain, { kind: 'trending', users: [], tags: [], count: 0 }],
    ]);
  });
});

describe('are found', () => {
  it('behind all that trends more and was seen', async () => {
    const [rising, newest] = await written(2);
    await app.sql(
      `with known as (
        insert into post_trend (post_id, score)
        select n, 1000 - n from generate_series(1, 400) n
        union all
        select $2::bigint, 1
        returning post_id
      )
      insert into recommended_seen (person_id, post_id, generation)
      select $1, post_id, next_id()
      from known
      where post_id <> $2::bigint`,
      [me.id, rising],
    );
    const found = ids(await page(me));
    await app.sql('truncate post_trend');
    expect(found).toEqual([rising, newest]);
  });
});

describe('are never', () => {
  it('my own, of whom I follow, warned, sensitive, not public, older than 14 days, liked already', async () => {
    const { friend, author, old, shy } = await people(app, 'friend', 'author', 'old', 'shy');
    await follows(app, me, friend);
    await setsPublic(app, shy, false);
    await follows(app, me, shy);
    await accepts(app, shy, me);
    await publishes(app, me);
    await publishes(app, friend);
    await publishes(app, shy);
    await publishes(app, old);
    await publishes(app, author, { contentWarning: 'spoiler' });
    await publishes(app, author, { sensitive: true });
    await publishes(app, author, { visibility: 'followers' });
    await publishes(app, author, { status: 'draft' });
    await likes(app, me, await publishes(app, author));
    const { items } = await page(me);
    expect(items.map(({ author: { id } }) => id)).toEqual([old.id]);
    await agedBy(8 * 24 * 60);
    await daysPass(app, old, 15);
    expect((await page(me)).items).toEqual([]);
  });

  it('more than two of one author on a page, and none is lost', async () => {
    const authors = await crowd(app, 3);
    const all: string[] = [];
    for (const author of authors) {
      for (const _ of [1, 2, 3, 4, 5]) {
        all.push(await publishes(app, author));
      }
    }
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { items, nextCursor } = await page(me, `?limit=7${cursor}`);
      for (const { id } of authors) {
        expect(items.filter(({ author }) => author.id === id).length).toBeLessThanOrEqual(2);
      }
      seen.push(...items.map(({ id }) => id));
      if (nextCursor === null) {
        break;
      }
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seen.sort()).toEqual(all.sort());
  });

  it('none in a community of ten', async () => {
    const [first, ...others] = await crowd(app, 9);
    await publishes(app, first!);
    await follows(app, me, others[0]!);
    expect((await page(me)).items).toHaveLength(1);
  });
});

describe('in pages', () => {
  it('come once: the same cursor gives the same page, another first page what is not seen', async () => {
    await written(7);
    const first = await page(me, '?limit=2');
    const second = await page(me, `?limit=2&cursor=${first.nextCursor}`);
    const again = await page(me, `?limit=2&cursor=${first.nextCursor}`);
    expect(ids(again)).toEqual(ids(second));
    expect(again.nextCursor).toBe(second.nextCursor);
    const anew = await page(me, '?limit=2');
    const rest = await page(me, `?cursor=${second.nextCursor}`);
    const all = [first, second, anew, rest].flatMap(ids);
    expect(new Set(all).size).toBe(7);
    expect(all).toHaveLength(7);
    expect((await page(me)).items).toEqual([]);
  });

  it('are not seen by who asks for the headers only', async () => {
    const posts = await written(2);
    const url = '/v1/feeds/recommended?limit=1';
    const head = await app.request({ method: 'HEAD', url, as: me });
    expect(head.status).toBe(200);
    const found = await page(me);
    expect(ids(found).sort()).toEqual(posts.sort());
    const { 'content-length': length } = (await app.request({ method: 'HEAD', url, as: me }))
      .headers;
    expect(length).not.toBe(head.headers['content-length']);
  });

  it('of one author are ten in a ranking at most, and the rest in the next', async () => {
    const { author } = await people(app, 'author');
    for (let post = 0; post < 12; post += 1) {
      await publishes(app, author);
    }
    const walk = async (cursor = ''): Promise<number> => {
      const { items, nextCursor } = await page(me, cursor);
      return items.length + (nextCursor === null ? 0 : await walk(`?cursor=${nextCursor}`));
    };
    expect(await walk()).toBe(10);
    expect(await walk()).toBe(2);
  });

  it('that two rankings deliver in the same moment are of the one that notes them first', async () => {
    const [post] = await written(1);
    const work = app.get(UnitOfWork);
    const repository = app.get(RecommendedRepository);
    const reader = app.get(RecommendedReader);
    const viewer = me.id;
    const rank = () => work.run(() => repository.rank(viewer));
    const [first, second] = [await rank(), await rank()];
    const deliver = (generation: typeof first) =>
      repository.deliver({ viewer, generation, after: 0, limit: 20, isSeen: true });
    const late = () => work.run(() => deliver(second));
    expect(await isAwaited(app, () => deliver(first), late)).toBe(true);
    const shown = async (generation: typeof first) =>
      (await reader.posts({ viewer, generation, ids: [post as PostId], isSeen: true })).length;
    expect([await shown(first), await shown(second)]).toEqual([1, 0]);
  });

  it('of two devices in the same moment share what there is', async () => {
    await written(6);
    const both = await Promise.all([1, 2, 3].map(() => page(me, '?limit=4')));
    const all = both.flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
  });

  it('come again after seven days, and are kept no longer', async () => {
    const [post] = await written(1);
    expect(ids(await page(me))).toEqual([post]);
    await agedBy(7 * 24 * 60 + 119);
    await app.get(RecommendedJobs).removeSeen();
    expect((await page(me)).items).toEqual([]);
    await agedBy(2);
    expect(ids(await page(me))).toEqual([post]);
    await agedBy(7 * 24 * 60 + 121);
    await app.get(RecommendedJobs).removeSeen();
    expect(await rowsOf('recommended_seen', me)).toBe(0);
  });

  it('are for two hours, and for who began them', async () => {
    await written(3);
    const { other } = await people(app, 'other');
    const { nextCursor } = await page(me, '?limit=1');
    const outcomeOf = async (who: Person, cursor: string) => {
      const { status, body } = await asks(who, `?limit=1&cursor=${cursor}`);
      return [status, body.code];
    };
    expect(await outcomeOf(other, nextCursor!)).toEqual([400, 'invalid-cursor']);
    const late = await agedBy(119, nextCursor!);
    await app.get(RecommendedJobs).removeOld();
    expect(await outcomeOf(me, late)).toEqual([200, undefined]);
    const tooLate = await agedBy(1, late);
    expect(await outcomeOf(me, tooLate)).toEqual([400, 'invalid-cursor']);
    await app.get(RecommendedJobs).removeOld();
    expect(await rowsOf('recommended_ranking', me)).toBe(0);
  });

  it('leave out at once what may not be recommended any more', async () => {
    const posts = await written(6);
    const first = await page(me, '?limit=1');
    const authors = await app.sql<{ id: string; authorId: string }>(
      `select id, author_id as "authorId" from post where id = any ($1::bigint[])`,
      [posts.filter((id) => id !== first.items[0]!.id)],
    );
    const [muted, blocked, followed, silent, left] = authors.map(({ authorId }) => {
      const userId = authorId as Person['id'];
      return { id: userId, viewer: { ...me.viewer, userId } } as Person;
    });
    await mutes(app, me, muted!);
    await blocks(app, blocked!, me);
    await follows(app, me, followed!);
    await app.get(ProfileService).edit(silent!.viewer, { discoverable: false }, undefined);
    const rest = await page(me, `?cursor=${first.nextCursor}`);
    expect(rest.items.map(({ author }) => author.id)).toEqual([left!.id]);
  });
});

it('are erased with the person', async () => {
  await written(2);
  await page(me);
  await app.get(DiscoveryPersonalDataService).erase(me.id);
  expect(await rowsOf('recommended_seen', me)).toBe(0);
  expect(await rowsOf('recommended_ranking', me)).toBe(0);
});
