import { type TestHttp, testHttp } from '#libs/testing';
import { givesRole, people, type Person } from '#libs/testing/people';
import { PeopleModule } from '../src/people.module.js';

let app: TestHttp;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
});

beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});

afterAll(() => app.close());

const ask = async (as: Person | undefined, method: 'GET' | 'PUT' | 'DELETE', path: string) => {
  const { status, body } = await app.request({
    method,
    url: `/v1${path}`,
    ...(as === undefined ? {} : { as }),
  });
  return { status, body };
};

describe('over HTTP', () => {
  it('following answers with its state, and a page of people has cards', async () => {
    expect(await ask(alice, 'PUT', `/users/${bob.id}/follow`)).toEqual({
      status: 200,
      body: { following: true, requested: false, followerCount: 1 },
    });
    const { status, body } = await ask(bob, 'GET', '/me/followers?nickname=ALI&limit=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [{ id: alice.id, nickname: alice.nickname, viewer: { followedBy: true } }],
      nextCursor: null,
    });
    for (const path of [`/users/${bob.id}/followers`, `/users/${alice.id}/following`]) {
      const list = await ask(undefined, 'GET', path);
      expect(list.body.items).toEqual([expect.objectContaining({ viewer: null })]);
    }
    expect((await ask(alice, 'DELETE', `/users/${bob.id}/follow`)).body.followerCount).toBe(0);
  });

  it('a private profile is asked, accepts, refuses and removes', async () => {
    await app.request({
      method: 'PATCH',
      url: '/v1/me/profile',
      as: bob,
      body: { isPublic: false },
    });
    await ask(alice, 'PUT', `/users/${bob.id}/follow`);
    expect((await ask(bob, 'GET', '/me/follow-requests')).body.items).toHaveLength(1);
    expect((await ask(bob, 'PUT', `/me/follow-requests/${alice.id}`)).status).toBe(204);
    expect((await ask(bob, 'DELETE', `/me/followers/${alice.id}`)).status).toBe(204);
    const refused = await ask(bob, 'DELETE', `/me/follow-requests/${alice.id}`);
    expect(refused).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('a profile that its owner turns public accepts who waited', async () => {
    await ask(alice, 'PUT', `/users/${bob.id}/follow`);
    await app.request({
      method: 'PATCH',
      url: '/v1/me/profile',
      as: bob,
      body: { isPublic: true },
    });
    const { body } = await ask(alice, 'GET', '/me/following');
    expect(body.items).toMatchObject([{ id: bob.id, followerCount: 1 }]);
  });

  it.each(['block', 'mute'])('a %s answers without a body', async (act) => {
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE'] as const) {
      expect(await ask(alice, method, `/users/${bob.id}/${act}`)).toEqual({
        status: 204,
        body: undefined,
      });
    }
    expect((await ask(alice, 'GET', `/me/${act}s`)).body).toEqual({ items: [], nextCursor: null });
  });

  it('refusals carry their codes', async () => {
    expect(await ask(alice, 'PUT', `/users/${alice.id}/follow`)).toMatchObject({
      status: 422,
      body: { code: 'cannot-follow-self' },
    });
    await ask(alice, 'PUT', `/users/${bob.id}/block`);
    expect(await ask(alice, 'PUT', `/users/${bob.id}/follow`)).toMatchObject({
      status: 422,
      body: { code: 'blocked' },
    });
    expect((await ask(bob, 'PUT', `/users/${alice.id}/follow`)).status).toBe(404);
    await ask(alice, 'DELETE', `/users/${bob.id}/block`);
    expect((await ask(alice, 'PUT', '/users/me/follow')).status).toBe(404);
    expect((await ask(undefined, 'PUT', `/users/${bob.id}/follow`)).status).toBe(401);
    expect((await ask(alice, 'GET', '/me/followers?nickname=')).status).toBe(400);
    expect((await ask(alice, 'GET', '/me/followers?cursor=nonsense')).status).toBe(400);
  });

  it('administrators list follows, of one person or of all', async () => {
    await app.sql('truncate follow');
    await ask(alice, 'PUT', `/users/${bob.id}/follow`);
    await ask(bob, 'PUT', `/users/${alice.id}/follow`);
    expect((await ask(alice, 'GET', '/admin/follows')).status).toBe(403);
    await givesRole(app, alice, 'admin');
    const { body } = await ask(alice, 'GET', `/admin/follows?followerId=${bob.id}`);
    expect(body).toEqual({
      items: [{ followerId: bob.id, followeeId: alice.id, createdAt: expect.any(String) }],
      nextCursor: null,
    });
    const first = await ask(alice, 'GET', '/admin/follows?limit=1');
    const rest = await ask(alice, 'GET', `/admin/follows?limit=1&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...rest.body.items]).toMatchObject([
      { followerId: bob.id },
      { followerId: alice.id },
    ]);
    expect(rest.body.nextCursor).toBeNull();
  });
});
