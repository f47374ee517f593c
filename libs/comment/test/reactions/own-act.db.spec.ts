import { CommentModule } from '#libs/comment';
import { SocialGraphModule } from '#libs/social-graph';
import { isAwaited, type TestHttp, testHttp } from '#libs/testing';
import { givesRole, people, type Person } from '#libs/testing/people';

/** Two programs on one database, as two processes are. */
let here: TestHttp;
let there: TestHttp;
let host: Person, fan: Person;
let post: string, slug: string, comment: string;

beforeAll(async () => {
  const modules = [SocialGraphModule, CommentModule];
  const env = { JWT_SECRET: 's'.repeat(32) };
  here = await testHttp({ modules, env });
  there = await testHttp({ modules, beside: here, env });
});
afterAll(async () => {
  await there.close();
  await here.close();
});
beforeEach(async () => {
  ({ host, fan } = await people(here, 'host', 'fan'));
  ({ id: post, slug } = await send('POST', '/posts', host, { body: 'A post' }));
  ({ id: comment } = await send('POST', `/posts/${post}/comments`, host, { body: 'hello' }));
  await here.settle();
});
afterEach(async () => {
  await here.settle();
  expect(await here.drift()).toEqual([]);
});

async function send(method: 'POST' | 'PUT' | 'DELETE', path: string, as: Person, body?: object) {
  const answer = await here.request({ method, url: `/v1${path}`, as, body });
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

/** A background writer holds the counters of everything, as a roll-up or stored views do. */
async function hold(): Promise<void> {
  for (const table of ['post_counter', 'comment_counter', 'user_counter']) {
    await here.sql(`select from ${table} for no key update`);
  }
}

interface Act {
  readonly path: () => string;
  /** What the answer to the act tells of the count. */
  readonly told: (count: number) => object;
  /** Where the act shows, and what shows there. */
  readonly shows: () => [path: string, (count: number) => object][];
}

const sets: Record<string, Act> = {
  'the like of a post': {
    path: () => `/posts/${post}/like`,
    told: (likeCount) => ({ likeCount }),
    shows: () =>
      [`/posts/${post}`, `/posts/by-slug/${encodeURIComponent(slug)}`].map((path) => [
        path,
        (likeCount) => ({ likeCount, viewer: { liked: likeCount > 0 } }),
      ]),
  },
  'a bookmark': {
    path: () => `/posts/${post}/bookmark`,
    told: (bookmarkCount) => ({ bookmarkCount }),
    shows: () => [
      [
        `/posts/${post}`,
        (bookmarkCount) => ({ bookmarkCount, viewer: { bookmarked: bookmarkCount > 0 } }),
      ],
    ],
  },
  'the like of a comment': {
    path: () => `/comments/${comment}/like`,
    told: (likeCount) => ({ likeCount }),
    shows: () => [
      [`/comments/${comment}`, (likeCount) => ({ likeCount, viewer: { liked: likeCount > 0 } })],
    ],
  },
  'a follow': {
    path: () => `/users/${host.id}/follow`,
    told: (followerCount) => ({ followerCount }),
    shows: () => [
      ...[`/users/${host.id}`, `/users/by-nickname/${host.nickname}`].map(
        (path): [string, (count: number) => object] => [
          path,
          (followerCount) => ({ followerCount, viewer: { following: followerCount > 0 } }),
        ],
      ),
      [`/users/${fan.id}`, (followingCount) => ({ followingCount })],
    ],
  },
};

/** What the fan reads right after an act, in either process. */
async function expectShown(path: string, shown: object): Promise<void> {
  for (const app of [here, there]) {
    const { body } = await app.request({ method: 'GET', url: `/v1${path}`, as: fan });
    expect(body).toMatchObject(shown);
  }
}

describe('while a background writer holds the counters', () => {
  it.each(Object.entries(sets))('%s shows at once, and so does its end', async (_, act) => {
    const actAndRead = async () => {
      for (const [method, count] of [
        ['PUT', 1],
        ['PUT', 1],
        ['DELETE', 0],
        ['DELETE', 0],
        ['PUT', 1],
      ] as const) {
        expect(await send(method, act.path(), fan)).toMatchObject(act.told(count));
        for (const [path, shown] of act.shows()) {
          await expectShown(path, shown(count));
        }
      }
    };
    expect(await isAwaited(here, hold, actAndRead)).toBe(false);
  });

  it('a comment and an answer show at once, and so does their end', async () => {
    const writeAndRead = async () => {
      const path = `/posts/${post}/comments`;
      const { id } = await send('POST', path, fan, { body: 'yes', parentId: comment });
      await expectShown(`/posts/${post}`, { commentCount: 2 });
      await expectShown(`/comments/${comment}`, { replyCount: 1 });
      await send('DELETE', `/comments/${id}`, fan);
      await expectShown(`/posts/${post}`, { commentCount: 1 });
      await expectShown(`/comments/${comment}`, { replyCount: 0 });
    };
    expect(await isAwaited(here, hold, writeAndRead)).toBe(false);
  });

  it('a post shows at once on the card of its author, and so does its end', async () => {
    const publishAndRead = async () => {
      const { id } = await send('POST', '/posts', fan, { body: 'mine' });
      await expectShown(`/users/${fan.id}`, { postCount: 1 });
      await send('DELETE', `/posts/${id}`, fan);
      await expectShown(`/users/${fan.id}`, { postCount: 0 });
    };
    expect(await isAwaited(here, hold, publishAndRead)).toBe(false);
  });

  it('administrators see what was done, too', async () => {
    const { admin } = await people(here, 'admin');
    await givesRole(here, admin, 'admin');
    const likeAndRead = async () => {
      await send('PUT', `/posts/${post}/like`, fan);
      await send('PUT', `/comments/${comment}/like`, fan);
      for (const path of [`/admin/posts/${post}`, `/admin/comments/${comment}`]) {
        const { body } = await here.request({ method: 'GET', url: `/v1${path}`, as: admin });
        expect(body).toMatchObject({ likeCount: 1 });
      }
    };
    expect(await isAwaited(here, hold, likeAndRead)).toBe(false);
  });
});
