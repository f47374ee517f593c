import { CommentModule } from '#libs/comment';
import { SocialGraphModule } from '#libs/social-graph';
import { type TestAnswer, type TestHttp, testHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic, staff } from '#libs/testing/people';

let app: TestHttp;
let mina: Person;
let joon: Person;
let zoe: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule, CommentModule] });
});
beforeEach(async () => {
  ({ mina, joon, zoe } = await people(app, 'mina', 'joon', 'zoe'));
});
afterEach(async () => {
  await app.settle();
  expect(await app.drift()).toEqual([]);
});
afterAll(() => app.close());

const call = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  as?: Person,
  body?: unknown,
): Promise<TestAnswer> => app.request({ method, url: `/v1${path}`, ...(as && { as }), body });

/** Publishes a post, or writes a comment under one. @returns what the API shows of it */
const posts = async (as: Person, body: string, fields: object = {}) =>
  (await call('POST', '/posts', as, { body, ...fields })).body;
const says = async (as: Person, postId: string, body: string, parentId?: string) =>
  (await call('POST', `/posts/${postId}/comments`, as, { body, parentId })).body;

/** Both kinds of texts: how one is written by mina, and where it is. */
const KINDS: readonly [string, (body: string) => Promise<string>][] = [
  ['a post', async (body) => `/posts/${(await posts(mina, body)).id}`],
  [
    'a comment',
    async (body) => {
      const { id } = await posts(zoe, 'about nothing');
      return `/comments/${(await says(mina, id, body)).id}`;
    },
  ],
];
const entitiesOf = async (path: string, as?: Person) => (await call('GET', path, as)).body.entities;
const namesOf = async (path: string, as?: Person) =>
  (await entitiesOf(path, as)).flatMap(({ user }: { user: { nickname: string } | null }) =>
    user === null ? [] : [user.nickname],
  );
const mentionsOf = async (as: Person, query = ''): Promise<{ id: string }[]> =>
  (await call('GET', `/me/mentions${query}`, as)).body.items.map(
    ({ post, comment }: { post: object | null; comment: object | null }) => post ?? comment,
  );

describe.each(KINDS)('%s', (_kind, writes) => {
  it('tells what it refers to', async () => {
    const path = await writes(`😀 @${joon.nickname}님, #산책 https://maru.example/a.`);
    const { id, nickname, fullName } = joon;
    const end = 3 + nickname.length;
    expect(await entitiesOf(path)).toEqual([
      {
        kind: 'mention',
        start: 2,
        end,
        user: { id, nickname, fullName, imageUrl: null },
        tag: null,
        url: null,
      },
      { kind: 'tag', start: end + 3, end: end + 6, user: null, tag: '산책', url: null },
      {
        kind: 'link',
        start: end + 7,
        end: end + 29,
        user: null,
        tag: null,
        url: 'https://maru.example/a',
      },
    ]);
  });

  it('mentions the longest name there is, however it is spelled', async () => {
    const { long } = await people(app, 'long');
    await call('PATCH', '/me/profile', long, { nickname: `${joon.nickname}.k` });
    const path = await writes(`@${joon.nickname.toUpperCase()}.k. @${joon.nickname}...`);
    expect(await namesOf(path)).toEqual([`${joon.nickname}.k`, joon.nickname]);
  });

  it('mentions nobody by a name that nobody has', async () => {
    expect(await entitiesOf(await writes(`@${joon.nickname}x @nobody.at.all`))).toEqual([]);
  });

  it('mentions at most ten people, each as often as it likes', async () => {
    const everybody = await crowd(app, 12);
    const names = everybody.map(({ nickname }) => nickname);
    const path = await writes([...names, names[0]].map((name) => `@${name}`).join(' '));
    expect(await namesOf(path)).toEqual([...names.slice(0, 10), names[0]]);
  });

  it('shows the new name after a rename, and keeps the person through edits', async () => {
    const path = await writes(`@${joon.nickname} hello`);
    await call('PATCH', '/me/profile', joon, { nickname: `new.${joon.nickname}` });
    expect(await namesOf(path)).toEqual([`new.${joon.nickname}`]);
    await call('PATCH', path, mina, { body: `well, @${joon.nickname} hello` });
    expect(await namesOf(path)).toEqual([`new.${joon.nickname}`]);
    expect(await entitiesOf(await writes(`@${joon.nickname} hello`))).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['whom the mentioned person blocks', () => blocks(app, joon, zoe)],
    ['who blocks the mentioned person', () => blocks(app, zoe, joon)],
  ])('is plain text to a viewer %s', async (_who, block) => {
    const path = await writes(`@${joon.nickname}`);
    expect(await namesOf(path, zoe)).toEqual([joon.nickname]);
    await block();
    expect(await entitiesOf(path, zoe)).toEqual([]);
    expect(await namesOf(path)).toEqual([joon.nickname]);
  });

  it('is plain text to everybody across a block of the author', async () => {
    const path = await writes(`@${joon.nickname}`);
    await blocks(app, joon, mina);
    for (const viewer of [undefined, mina, zoe]) {
      expect(await entitiesOf(path, viewer)).toEqual([]);
    }
    expect(await mentionsOf(joon)).toEqual([]);
  });

  it('is plain text while the mentioned person is away', async () => {
    const path = await writes(`@${joon.nickname}`);
    await suspends(app, joon);
    expect(await entitiesOf(path)).toEqual([]);
    await restores(app, joon);
    expect(await namesOf(path)).toEqual([joon.nickname]);
  });

  it('is in the list of those whom it mentions, as long as it does and they may see it', async () => {
    const path = await writes(`@${joon.nickname} and @${mina.nickname}`);
    const id = path.split('/')[2];
    expect(await mentionsOf(joon)).toMatchObject([{ id, body: expect.any(String) }]);
    expect(await mentionsOf(mina)).toEqual([]);
    await call('PATCH', path, mina, { body: 'nobody' });
    expect(await mentionsOf(joon)).toEqual([]);
    await call('PATCH', path, mina, { body: `@${joon.nickname}` });
    expect(await mentionsOf(joon)).toMatchObject([{ id }]);
    await call('DELETE', path, mina);
    expect(await mentionsOf(joon)).toEqual([]);
  });

  it('that an administrator edits refers to what it says then', async () => {
    const boss = await staff(app, 'admin');
    const path = await writes(`@${joon.nickname}`);
    const edited = await call('PATCH', `/admin${path}`, boss, {
      body: `@${zoe.nickname} #warning`,
      reason: 'wrong person',
    });
    expect(edited.body.entities).toMatchObject([
      { kind: 'mention', user: { id: zoe.id } },
      { kind: 'tag', tag: 'warning' },
    ]);
    expect(await namesOf(path)).toEqual([zoe.nickname]);
    expect(await mentionsOf(joon)).toEqual([]);
    expect(await mentionsOf(zoe)).toHaveLength(1);
  });

  it('changes its entity tag with what it shows', async () => {
    const path = await writes(`@${joon.nickname}`);
    const before = (await call('GET', path)).headers['etag'];
    await call('PATCH', '/me/profile', joon, { nickname: `n.${joon.nickname}` });
    expect((await call('GET', path)).headers['etag']).not.toBe(before);
  });
});

describe('a mention', () => {
  it('lets nobody see more', async () => {
    await setsPublic(app, mina, false);
    const hidden = await posts(mina, `@${joon.nickname}`, { visibility: 'followers' });
    expect(await mentionsOf(joon)).toEqual([]);
    expect((await call('GET', `/posts/${hidden.id}`, joon)).status).toBe(404);
    await follows(app, joon, mina);
    await call('PUT', `/me/follow-requests/${joon.id}`, mina);
    expect(await mentionsOf(joon)).toMatchObject([{ id: hidden.id }]);
    await call('PATCH', `/posts/${hidden.id}`, mina, { visibility: 'private' });
    expect(await mentionsOf(joon)).toEqual([]);
  });

  it('of a draft begins when it is published', async () => {
    const draft = await posts(mina, `@${joon.nickname}`, { status: 'draft' });
    expect(await namesOf(`/posts/${draft.id}`, mina)).toEqual([joon.nickname]);
    const later = await posts(mina, `@${joon.nickname} later`);
    expect(await mentionsOf(joon)).toMatchObject([{ id: later.id }]);
    await call('PATCH', `/posts/${draft.id}`, mina, { status: 'published' });
    expect(await mentionsOf(joon)).toMatchObject([{ id: draft.id }, { id: later.id }]);
  });

  it('in a tombstone is gone', async () => {
    const { id } = await posts(zoe, 'about nothing');
    const answered = await says(mina, id, `@${joon.nickname}`);
    await says(joon, id, 'yes?', answered.id);
    await call('DELETE', `/comments/${answered.id}`, mina);
    expect((await call('GET', `/comments/${answered.id}`)).body).toMatchObject({
      isDeleted: true,
      entities: [],
    });
  });
});

describe('the list of mentions', () => {
  it('runs through posts and comments alike, newest first, page by page', async () => {
    const { id } = await posts(mina, `@${joon.nickname} one`);
    const made = [
      id,
      (await says(zoe, id, `@${joon.nickname} two`)).id,
      (await posts(zoe, `@${joon.nickname} three`)).id,
      (await says(mina, id, `@${joon.nickname} four`)).id,
      (await posts(mina, `@${joon.nickname} five`)).id,
    ];
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await call('GET', `/me/mentions?limit=2${query}`, joon);
      for (const { post, comment, createdAt } of body.items) {
        expect([post, comment].filter((thing) => thing !== null)).toHaveLength(1);
        expect(createdAt).toMatch(/^\d{4}-.*Z$/);
        found.push((post ?? comment).id);
      }
      cursor = body.nextCursor;
    }
    expect(found).toEqual(made.toReversed());
  });

  it('fills its pages with what can be seen', async () => {
    const first = await posts(mina, `@${joon.nickname} one`);
    const second = await posts(zoe, `@${joon.nickname} two`);
    const hidden = await posts(mina, `@${joon.nickname} hidden`);
    await call('PATCH', `/posts/${hidden.id}`, mina, { visibility: 'private' });
    const { body } = await call('GET', '/me/mentions?limit=2', joon);
    expect(body.items).toMatchObject([{ post: { id: second.id } }, { post: { id: first.id } }]);
    expect(body.nextCursor).toBeNull();
  });

  it('is for whoever is signed in', async () => {
    expect((await call('GET', '/me/mentions')).status).toBe(401);
  });
});

describe('hashtags of a post', () => {
  it('are among its tags, and found by them', async () => {
    const post = await posts(mina, '#Hiking in #서울', { tags: ['rest', 'hiking'] });
    expect(post.tags).toEqual(['rest', 'hiking', '서울']);
    const { body } = await call(
      'GET',
      `/posts?tag=${encodeURIComponent('서울')}&authorId=${mina.id}`,
    );
    expect(body.items).toMatchObject([{ id: post.id }]);
  });

  it('are worked out anew at each edit; given tags stay', async () => {
    const { id } = await posts(mina, '#one #two', { tags: ['given'] });
    const edit = async (change: object) =>
      (await call('PATCH', `/posts/${id}`, mina, change)).body.tags;
    expect(await edit({ body: '#two #three' })).toEqual(['given', 'two', 'three']);
    expect(await edit({ tags: ['two'] })).toEqual(['two', 'three']);
    expect(await edit({ body: 'none' })).toEqual(['two']);
    expect(await edit({ title: '#title' })).toEqual(['two']);
  });

  it('of a comment are no tags of its post', async () => {
    const { id } = await posts(mina, 'nothing');
    await says(joon, id, '#tag');
    expect((await call('GET', `/posts/${id}`)).body.tags).toEqual([]);
  });
});

it('old texts, of which nobody has looked what they refer to, refer to nothing', async () => {
  const { id } = await posts(mina, `@${joon.nickname} #tag`);
  await app.sql(`update post set entities = null where id = $1`, [id]);
  expect(await entitiesOf(`/posts/${id}`)).toEqual([]);
});
