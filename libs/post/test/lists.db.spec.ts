import { SqlReader } from '#libs/database';
import { type PostId, PostReader } from '#libs/post';
import { crowd, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { answered, type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;
let ids: PostId[];

beforeAll(async () => {
  app = await postStage();
  ({ mina, joon_Kim: joon } = await people(app, 'mina', 'joon_Kim'));
});
beforeEach(async () => {
  await app.sql(`truncate post, tag, post_like cascade`);
  ids = [];
});
afterAll(() => app.close());

const listed = async (query: string, as?: Person) => await app.ids(`/posts${query}`, as);
const setLikes = (count: number, id: PostId) =>
  app.sql(`update post_counter set like_count = $1, view_count = 10 - $1 where post_id = $2`, [
    count,
    id,
  ]);

async function fivePosts(): Promise<void> {
  for (const [i, count] of [2, 0, 2, 5, 0].entries()) {
    const id = await publishes(app, i % 2 === 0 ? mina : joon, { body: `Post ${i}` });
    await setLikes(count, id);
    ids.push(id);
  }
}

describe('sorts', () => {
  it.each([
    ['latest', [4, 3, 2, 1, 0]],
    ['popular', [3, 2, 0, 4, 1]],
    ['views', [4, 1, 2, 0, 3]],
  ])('%s, in pages of any size', async (sort, order) => {
    await fivePosts();
    for (const limit of [1, 2, 5, 100]) {
      expect(await listed(`?sort=${sort}&limit=${limit}`)).toEqual(order.map((i) => ids[i]));
    }
  });

  it.each(['latest', 'popular', 'views'])('%s pages while others publish', async (sort) => {
    await fivePosts();
    const publishMore = async () => {
      for (const count of [0, 2, 9]) {
        await setLikes(count, await publishes(app, joon, { body: 'meanwhile' }));
      }
    };
    const seen = await app.items(`/posts?sort=${sort}&limit=1`, undefined, publishMoreUpTo(4));
    const known = seen.map(({ id }) => id);
    expect(new Set(known).size).toBe(known.length);
    expect(ids.every((id) => known.includes(id))).toBe(true);

    function publishMoreUpTo(times: number) {
      return async () => {
        times -= 1;
        if (times >= 0) {
          await publishMore();
        }
      };
    }
  });

  it('refuse the cursors of each other', async () => {
    await fivePosts();
    const { body } = await app.read('/posts?limit=1&sort=popular');
    const answer = await app.read(`/posts?limit=1&sort=views&cursor=${body.nextCursor}`);
    expect(answered(answer)).toBe('400 invalid-cursor');
    expect(answered(await app.read('/posts?cursor=x'))).toBe('400 invalid-cursor');
  });

  it.each(['q=p', 'sort=best', 'limit=0', 'limit=101', 'authorId=x', 'tagMode=none'])(
    'and filters refuse %s',
    async (query) => {
      expect(answered(await app.read(`/posts?${query}`))).toBe('400 validation-failed');
    },
  );
});

describe('filters', () => {
  beforeEach(async () => {
    ids = [
      await publishes(app, mina, { title: '마루 Walk', body: '100% fun', tags: ['A', 'b'] }),
      await publishes(app, joon, { title: 'ÉCLAIR', body: 'a_b', tags: ['a'] }),
      await publishes(app, joon, { title: 'other', body: 'none on', tags: ['c', 'B'] }),
    ];
  });

  it.each<[string, number[]]>([
    ['title=walk', [0]],
    [`title=${encodeURIComponent('마루'.normalize('NFD'))}`, [0]],
    [`title=${encodeURIComponent('éclair')}`, [1]],
    [`title=${encodeURIComponent('ｅＲ')}`, [2]],
    ['body=0%25', [0]],
    ['body=_b', [1]],
    ['body=UN', [0]],
    ['q=UN', [0]],
    ['q=on%20ne', [2]],
    ['nickname=ON_k', [2, 1]],
    ['nickname=nobody', []],
    ['tag=a', [1, 0]],
    ['tag=A&tag=B', [0]],
    ['tag=A&tag=a', [1, 0]],
    ['tag=A&tag=B&tagMode=any', [2, 1, 0]],
    ['tag=unknown', []],
    ['tag=a&tag=unknown', []],
    ['tag=a&tag=unknown&tagMode=any', [1, 0]],
    ['tag=b&title=other', [2]],
  ])('%s', async (query, expected) => {
    for (const sort of ['latest', 'popular', 'views', 'trending']) {
      expect(await listed(`?${query}&sort=${sort}`)).toEqual(expected.map((i) => ids[i]));
    }
  });

  it('authorId and excludeMe', async () => {
    expect(await listed(`?authorId=${mina.id}`)).toEqual([ids[0]]);
    expect(await listed('?excludeMe=true', joon)).toEqual([ids[0]]);
    expect(await listed('?excludeMe=false', joon)).toHaveLength(3);
    expect(await listed('?excludeMe=true')).toHaveLength(3);
  });
});

describe('my posts', () => {
  it('are all active ones, filtered', async () => {
    const draft = await publishes(app, mina, { status: 'draft' });
    const open = await publishes(app, mina);
    const closed = await publishes(app, mina, { visibility: 'private' });
    await publishes(app, joon);
    const gone = await publishes(app, mina);
    await app.remove(mina, gone);
    const mine = async (query = '') => await app.ids(`/me/posts?limit=1${query}`, mina);
    expect(await mine()).toEqual([closed, open, draft]);
    expect(await mine('&status=draft')).toEqual([draft]);
    expect(await mine('&status=published')).toEqual([closed, open]);
    expect(await mine('&visibility=private')).toEqual([closed]);
    expect((await app.read('/me/posts')).status).toBe(401);
  });
});

describe('tags', () => {
  it('are counted for posts that everyone can see, and found by prefix', async () => {
    await publishes(app, mina, { tags: ['Seoul', 'walk', '100%'] });
    await publishes(app, joon, { tags: ['seoul', 'Food'] });
    await publishes(app, joon, { tags: ['secret', 'walk'], visibility: 'followers' });
    await app.settle();
    const tags = async (query: string) =>
      (await app.items(`/tags?limit=1${query}`)).map(({ name, postCount }) => [name, postCount]);
    expect(await tags('')).toEqual([
      ['Seoul', 2],
      ['100%', 1],
      ['Food', 1],
      ['walk', 1],
    ]);
    expect(await tags('&sort=name')).toEqual([
      ['100%', 1],
      ['Food', 1],
      ['Seoul', 2],
      ['walk', 1],
    ]);
    expect(await tags(`&prefix=${encodeURIComponent('ＳＥ')}`)).toEqual([['Seoul', 2]]);
    expect(await tags('&prefix=%25')).toEqual([]);
    expect(await tags('&prefix=100%25')).toEqual([['100%', 1]]);
  });
});

describe('a page', () => {
  it('costs the same number of queries for any number of posts', async () => {
    const everybody = await crowd(app, 6);
    for (let i = 0; i < 30; i += 1) {
      const author = everybody[i % 6]!;
      const mediaIds = [await app.picture(author)];
      ids.push(await publishes(app, author, { tags: [`t${i}`, 'all'], mediaIds }));
    }
    const queries = jest.spyOn(SqlReader.prototype, 'query');
    const cost = async (url: string) => {
      queries.mockClear();
      expect((await app.read(url, mina)).status).toBe(200);
      return queries.mock.calls.length;
    };
    for (const list of [
      '/posts?sort=popular&tag=all',
      `/users/${everybody[0]!.id}/posts?`,
      `/users/${everybody[0]!.id}/images?`,
    ]) {
      expect(await cost(`${list}&limit=100`)).toBe(await cost(`${list}&limit=1`));
    }
    queries.mockRestore();
  });

  it('keeps the order of the ids that are hydrated, and leaves out what may not be seen', async () => {
    await fivePosts();
    const closed = await publishes(app, mina, { visibility: 'private' });
    const wanted = [ids[3]!, closed, ids[0]!, '1' as PostId, ids[4]!];
    const posts = await app.get(PostReader).hydrate(joon.viewer, wanted);
    expect(posts.map(({ id }) => id)).toEqual([ids[3], ids[0], ids[4]]);
  });
});
