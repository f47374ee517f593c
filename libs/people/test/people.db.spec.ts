import { SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import { type TestHttp, testHttp } from '#libs/testing';
import { deletesAccount, restores, suspends } from '#libs/testing/accounts';
import { people, type Person, person, setsPublic } from '#libs/testing/people';
import { PeopleModule } from '../src/people.module.js';
import { UserReader } from '../src/user.reader.js';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const get = (url: string, as?: Person) =>
  app.request({ method: 'GET', url, ...(as === undefined ? {} : { as }) });
const edge = (table: string, from: Person, to: Person) =>
  app.sql(`insert into ${table} values ($1, $2)`, [from.id, to.id]);
const nicknames = (answer: { body: { items: { nickname: string }[] } }) =>
  answer.body.items.map(({ nickname }) => nickname);

describe('a card', () => {
  it('has every field, and null where nothing is', async () => {
    const { alice } = await people(app, 'alice');
    const { status, body } = await get(`/v1/users/${alice.id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: alice.id,
      nickname: alice.nickname,
      fullName: alice.fullName,
      imageUrl: null,
      bio: null,
      isPublic: true,
      links: [],
      skills: [],
      region: null,
      meetTime: null,
      followerCount: 0,
      followingCount: 0,
      postCount: 0,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      viewer: null,
    });
  });

  it('shows how the viewer and the person stand to each other', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await edge('follow', alice, bob);
    await edge('follow', carol, alice);
    await edge('follow_request', alice, carol);
    await edge('mute', alice, bob);
    const flags = async (of: Person) => (await get(`/v1/users/${of.id}`, alice)).body.viewer;
    const none = {
      following: false,
      followedBy: false,
      requested: false,
      blocking: false,
      hideReposts: false,
      muting: false,
    };
    expect(await flags(bob)).toEqual({ ...none, following: true, muting: true });
    expect(await flags(carol)).toEqual({ ...none, followedBy: true, requested: true });
    expect(await flags(alice)).toEqual(none);
  });

  it('is found by nickname whatever its form', async () => {
    const mina = await person(app, '미나');
    const url = (nickname: string) => `/v1/users/by-nickname/${encodeURIComponent(nickname)}`;
    expect((await get(url(mina.nickname.normalize('NFD')))).body.id).toBe(mina.id);
    expect((await get(url('nobody.here'))).status).toBe(404);
    expect((await get(url('x'.repeat(40)))).status).toBe(404);
  });

  it.each(['0', 'abc', '99999999999999999999', '12345'])(
    'of the id %s is not found',
    async (id) => {
      const { status, body } = await get(`/v1/users/${id}`);
      expect([status, body.code]).toEqual([404, 'not-found']);
    },
  );
});

describe('a block', () => {
  it('hides the blocker from the blocked, who stays a card for the blocker', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await edge('block', alice, bob);
    expect((await get(`/v1/users/${alice.id}`, bob)).status).toBe(404);
    expect((await get(`/v1/users/by-nickname/${alice.nickname}`, bob)).status).toBe(404);
    expect((await get(`/v1/users/${bob.id}`, alice)).body.viewer.blocking).toBe(true);
    expect((await get(`/v1/users/${alice.id}`)).status).toBe(200);
    expect(nicknames(await get('/v1/users?limit=100', bob))).not.toContain(alice.nickname);
    expect(nicknames(await get('/v1/users?limit=100', alice))).not.toContain(bob.nickname);
  });
});

describe('who sees whose connections', () => {
  it('everybody those of a public profile, followers those of a private one, nobody across a block', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    const policy = app.get(UserPolicy);
    const sees = (viewer: Person | null) =>
      policy.assertConnectionsVisible(viewer?.viewer ?? null, alice.id).then(
        () => true,
        () => false,
      );
    expect(await sees(null)).toBe(true);
    await setsPublic(app, alice, false);
    await edge('follow', bob, alice);
    expect([await sees(null), await sees(carol), await sees(bob), await sees(alice)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    await edge('block', bob, alice);
    expect(await sees(bob)).toBe(false);
  });
});

it.each([
  ['suspended', suspends],
  ['deleted', deletesAccount],
])('inactive people are nowhere: %s', async (_how, stops) => {
  const { alice, bob } = await people(app, 'alice', 'bob');
  await stops(app, alice);
  expect((await get(`/v1/users/${alice.id}`, bob)).status).toBe(404);
  expect(nicknames(await get('/v1/users?limit=100'))).not.toContain(alice.nickname);
  const policy = app.get(UserPolicy);
  expect(await policy.visibleTo(bob.viewer, [alice.id, bob.id])).toEqual(new Set([bob.id]));
  await restores(app, alice);
  expect((await get(`/v1/users/${alice.id}`, bob)).status).toBe(200);
});

describe('the list of people', () => {
  it('goes newest first through all pages without repeating or skipping anybody', async () => {
    const crowd: Person[] = [];
    for (let i = 0; i < 7; i += 1) {
      crowd.push(await person(app, `pager${i}`));
    }
    const seen: string[] = [];
    let url: string | undefined = '/v1/users?nickname=PAGER&limit=3';
    while (url !== undefined) {
      const page = await get(url);
      seen.push(...nicknames(page));
      await person(app, 'pagerlate');
      const { nextCursor } = page.body;
      url =
        nextCursor === null ? undefined : `/v1/users?nickname=PAGER&limit=3&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(crowd.map(({ nickname }) => nickname).reverse());
  });

  it.each([
    ['q=앨리', ['finder1']],
    ['q=NDER1 앨리스', ['finder1']],
    ['q=앨리스 없는말', []],
    ['q=finder', ['finder2', 'finder1']],
    ['nickname=INDER2', ['finder2']],
    ['fullName=밥', ['finder2']],
    ['fullName=김앨', ['finder1']],
    ['skill=typescript&nickname=finder', ['finder2', 'finder1']],
    ['skill=typescript&skill=요리', ['finder1']],
    ['region=서울&nickname=finder', ['finder1']],
    ['meetTime=weekend&nickname=finder', ['finder2']],
    ['q=%25%25', []],
    ['q=__', []],
  ])('finds by %s', async (query, found) => {
    await findersExist();
    expect(
      nicknames(await get(`/v1/users?${encodeURI(query).replaceAll('%2525', '%25')}`)),
    ).toEqual(found);
  });

  it.each([
    'q=a',
    'q=%20%20%20',
    'limit=0',
    'limit=101',
    'meetTime=never',
    'color=red',
    'nickname=',
  ])('refuses %s', async (query) => {
    const { status, body } = await get(`/v1/users?${query}`);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
  });

  it('refuses a cursor of another list', async () => {
    expect((await get('/v1/users?cursor=abc')).body.code).toBe('invalid-cursor');
  });

  it('leaves me out on demand', async () => {
    const me = await person(app, 'excluded');
    expect(nicknames(await get('/v1/users', me))).toContain('excluded');
    expect(nicknames(await get('/v1/users?excludeMe=true', me))).not.toContain('excluded');
  });

  it('takes the same number of statements for one and for many', async () => {
    const me = await person(app, 'counter');
    const statements = async (limit: number) => {
      const spy = jest.spyOn(app.get(SqlReader), 'query');
      await get(`/v1/users?limit=${limit}`, me);
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    };
    expect(await statements(1)).toBe(await statements(20));
  });
});

it('cards come in the order asked for, summaries by id, both without unknown people', async () => {
  const { alice, bob } = await people(app, 'alice', 'bob');
  const unknown = '12345' as UserId;
  const reader = app.get(UserReader);
  const cards = await reader.cards(null, [bob.id, unknown, alice.id]);
  expect(cards.map(({ id }) => id)).toEqual([bob.id, alice.id]);
  const summaries = await reader.summaries([alice.id, unknown]);
  expect([...summaries]).toEqual([
    [
      alice.id,
      { id: alice.id, nickname: alice.nickname, fullName: alice.fullName, imageUrl: null },
    ],
  ]);
});

let finders: Promise<void> | undefined;
const findersExist = () => (finders ??= makeFinders());

async function makeFinders(): Promise<void> {
  const one = await person(app, 'finder1', { fullName: '김앨리스' });
  const two = await person(app, 'finder2', { fullName: '이밥' });
  const edit = (as: Person, body: object) =>
    app.request({ method: 'PATCH', url: '/v1/me/profile', as, body });
  await edit(one, { skills: ['TypeScript', '요리'], region: '서울', meetTime: 'any' });
  await edit(two, { skills: ['typeScript'], region: '서울 마포구', meetTime: 'weekend' });
}
