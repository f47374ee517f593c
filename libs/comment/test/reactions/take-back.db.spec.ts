import { CommentModule } from '#libs/comment';
import { SocialGraphModule } from '#libs/social-graph';
import { expectNoDrift, type TestAnswer, type TestHttp, testHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { givesRole, people, type Person, setsPublic } from '#libs/testing/people';

let app: TestHttp;
let host: Person, me: Person, admin: Person;
let post: string, comment: string, mine: string;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule, CommentModule] });
  ({ admin } = await people(app, 'admin'));
  await givesRole(app, admin, 'admin');
});
afterAll(() => app.close());
beforeEach(async () => {
  ({ host, me } = await people(app, 'host', 'me'));
  post = (await must('POST', '/posts', host, { body: 'A post' })).body.id;
  comment = (await must('POST', `/posts/${post}/comments`, host, { body: 'hello' })).body.id;
});
afterEach(async () => {
  await expectNoDrift(app);
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const send = (method: Method, path: string, as: Person, body?: object): Promise<TestAnswer> =>
  app.request({ method, url: `/v1${path}`, as, ...(body !== undefined && { body }) });

async function must(method: Method, path: string, as: Person, body?: object): Promise<TestAnswer> {
  const answer = await send(method, path, as, body);
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer;
}

const inactive = { isActive: false, reason: 'For the table' };

/** What then becomes of the post and its author. */
const lots: Record<string, () => Promise<unknown>> = {
  'nothing happens': () => Promise.resolve(),
  'the other blocks me': () => must('PUT', `/users/${me.id}/block`, host),
  'I block the other': () => must('PUT', `/users/${host.id}/block`, me),
  'both block': async () => {
    await must('PUT', `/users/${me.id}/block`, host);
    await must('PUT', `/users/${host.id}/block`, me);
  },
  'the other turns private': () => must('PATCH', '/me/profile', host, { isPublic: false }),
  'the other is suspended': () => suspends(app, host),
  'the other deletes the account': () => must('DELETE', '/me', host, { password: host.password }),
  'the post turns private': () => must('PATCH', `/posts/${post}`, host, { visibility: 'private' }),
  'the post is deleted': () => must('DELETE', `/posts/${post}`, host),
  'the post is moderated': () => must('PATCH', `/admin/posts/${post}`, admin, inactive),
  'the comment is moderated': () => must('PATCH', `/admin/comments/${comment}`, admin, inactive),
};

interface OwnAct {
  readonly does: () => Promise<unknown>;
  readonly takesBack: () => [path: string, status: 200 | 204];
  /** Rows that are left of it. */
  readonly left: () => Promise<unknown[]>;
}

const edge = (
  path: () => string,
  table: string,
  from: string,
  status: 200 | 204 = 200,
): OwnAct => ({
  does: () => must('PUT', path(), me),
  takesBack: () => [path(), status],
  left: () => app.sql(`select from ${table} where ${from} = $1`, [me.id]),
});

const written = (parentId?: () => string): OwnAct => ({
  does: async () => {
    const body = { body: 'my words', ...(parentId && { parentId: parentId() }) };
    mine = (await must('POST', `/posts/${post}/comments`, me, body)).body.id;
  },
  takesBack: () => [`/comments/${mine}`, 204],
  left: async () => (await must('GET', '/me/comments', me)).body.items,
});

const acts: Record<string, OwnAct> = {
  'the like of a post': edge(() => `/posts/${post}/like`, 'post_like', 'user_id'),
  'a bookmark': edge(() => `/posts/${post}/bookmark`, 'bookmark', 'user_id'),
  'the like of a comment': edge(() => `/comments/${comment}/like`, 'comment_like', 'user_id'),
  'a follow': edge(() => `/users/${host.id}/follow`, 'follow', 'follower_id'),
  'a request to follow': {
    ...edge(() => `/users/${host.id}/follow`, 'follow_request', 'follower_id'),
    does: async () => {
      await setsPublic(app, host, false);
      await must('PUT', `/users/${host.id}/follow`, me);
    },
  },
  'a mute': edge(() => `/users/${host.id}/mute`, 'mute', 'muter_id', 204),
  'a block': edge(() => `/users/${host.id}/block`, 'block', 'blocker_id', 204),
  'a comment': written(),
  'an answer': written(() => comment),
};

describe.each(Object.entries(acts))('%s can be taken back', (_, { does, takesBack, left }) => {
  it.each(Object.entries(lots))('when %s', async (_name, happens) => {
    await does();
    await happens();
    const [path, status] = takesBack();
    const answer = await send('DELETE', path, me);
    expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
    expect(await left()).toEqual([]);
    await app.settle();
  });
});

describe.each(Object.entries(lots))('my comment, when %s,', (name, happens) => {
  it('is among my comments, found by its words, and read, changed and liked as its post can be', async () => {
    await acts['a comment']!.does();
    await happens();
    for (const query of ['', '?q=words', '?limit=1']) {
      const { items } = (await must('GET', `/me/comments${query}`, me)).body;
      expect(items).toMatchObject([{ id: mine, body: 'my words', author: { id: me.id } }]);
    }
    const seesPost = (await send('GET', `/posts/${post}`, me)).status === 200;
    expect(seesPost).toBe(name === 'nothing happens' || name === 'the comment is moderated');
    const expected = seesPost ? 200 : 404;
    expect((await send('GET', `/comments/${mine}`, me)).status).toBe(expected);
    expect((await send('PATCH', `/comments/${mine}`, me, { body: 'other' })).status).toBe(expected);
    expect((await send('PUT', `/comments/${mine}/like`, me)).status).toBe(expected);
    const ofMe = (await must('GET', `/users/${me.id}/comments`, me)).body.items;
    expect(ofMe).toHaveLength(seesPost ? 1 : 0);
  });
});

describe('taking back', () => {
  it('is for one’s own only, and heeds the version that was seen', async () => {
    const { stranger } = await people(app, 'stranger');
    await acts['a comment']!.does();
    await must('PATCH', `/posts/${post}`, host, { visibility: 'private' });
    expect((await send('DELETE', `/comments/${mine}`, stranger)).status).toBe(404);
    const remove = (tag: string) =>
      app.request({
        method: 'DELETE',
        url: `/v1/comments/${mine}`,
        as: me,
        headers: { 'if-match': tag },
      });
    expect((await remove('"7-stale"')).status).toBe(412);
    expect((await remove('*')).status).toBe(204);
    expect((await remove('*')).status).toBe(404);
  });

  it('of a block leaves that of the other: each ends the own', async () => {
    await must('PUT', `/users/${me.id}/block`, host);
    for (const repeat of [1, 2]) {
      expect([repeat, (await send('PUT', `/users/${host.id}/block`, me)).status]).toEqual([
        repeat,
        204,
      ]);
    }
    await must('DELETE', `/users/${me.id}/block`, host);
    expect((await send('GET', `/users/${me.id}`, host)).status).toBe(404);
    expect((await must('GET', `/users/${host.id}`, me)).body.viewer.blocking).toBe(true);
    await must('DELETE', `/users/${host.id}/block`, me);
    await must('GET', `/users/${me.id}`, host);
  });
});
