import { DomainEvents } from '#libs/event-bus';
import type { AnyDomainEvent } from '#libs/kernel';
import { type TestHttp, testHttp } from '#libs/testing';
import { givesRole, type Person, person, TEST_PASSWORD } from '#libs/testing/people';
import { UserModule } from '#libs/user';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule] });
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const get = (as: Person, url: string, headers = {}) =>
  app.request({ method: 'GET', url, as, headers });
const patch = (as: Person, url: string, body: object, headers = {}) =>
  app.request({ method: 'PATCH', url, as, body, headers });

describe('my account', () => {
  it('changes only the fields that are sent, and null clears the phone', async () => {
    const alice = await person(app, 'alice');
    const named = await patch(alice, '/v1/me', { fullName: ' 김앨리스 ' });
    expect(named.body).toMatchObject({ fullName: '김앨리스', phone: alice.phone });
    const cleared = await patch(alice, '/v1/me', { phone: null });
    expect(cleared.body).toMatchObject({ fullName: '김앨리스', phone: null });
  });

  it('refuses the phone of somebody else, a bad phone, and a role', async () => {
    const alice = await person(app, 'alice');
    const bob = await person(app, 'bob');
    expect((await patch(alice, '/v1/me', { phone: bob.phone })).body.code).toBe('phone-taken');
    expect((await patch(alice, '/v1/me', { phone: '12' })).body.errors[0].pointer).toBe('/phone');
    expect((await patch(alice, '/v1/me', { role: 'admin' })).status).toBe(400);
  });

  it('is not overwritten by somebody who saw an old version', async () => {
    const alice = await person(app, 'alice');
    const etag = String((await get(alice, '/v1/me')).headers['etag']);
    expect((await get(alice, '/v1/me', { 'if-none-match': etag })).status).toBe(304);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        patch(alice, '/v1/me', { fullName: `Alice ${i}` }, { 'if-match': etag }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'precondition-failed')).toHaveLength(9);
  });

  it('is deleted with the password, and logs in like one that is not there', async () => {
    const alice = await person(app, 'alice');
    const remove = (password: string) =>
      app.request({ method: 'DELETE', url: '/v1/me', as: alice, body: { password } });
    expect((await remove('a wrong guess')).body.code).toBe('invalid-credentials');
    expect((await remove(TEST_PASSWORD)).status).toBe(204);
    expect((await get(alice, '/v1/me')).body.code).toBe('token-revoked');
    const login = await app.request({
      method: 'POST',
      url: '/v1/auth/login',
      body: { email: alice.email, password: TEST_PASSWORD },
    });
    expect([login.status, login.body.code]).toEqual([401, 'invalid-credentials']);
  });

  it('of the last superuser stays', async () => {
    const root = await person(app, 'root');
    await givesRole(app, root, 'superuser');
    const answer = await app.request({
      method: 'DELETE',
      url: '/v1/me',
      as: root,
      body: { password: TEST_PASSWORD },
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'last-superuser']);
  });
});

describe('my profile', () => {
  const whole = {
    bio: '마루에 앉아 있어요',
    birthday: '1991-02-28',
    isPublic: true,
    discoverable: false,
    links: ['https://example.com/alice'],
    skills: ['TypeScript', '요리'],
    region: '서울',
    meetTime: 'weekend',
  };

  it('keeps what is sent, and null clears it', async () => {
    const alice = await person(app, 'alice');
    const edited = await patch(alice, '/v1/me/profile', whole);
    expect(edited.body).toMatchObject({ ...whole, nickname: alice.nickname, imageUrl: null });
    const nothing = { bio: null, birthday: null, region: null, meetTime: null };
    const cleared = await patch(alice, '/v1/me/profile', nothing);
    expect(cleared.body).toMatchObject({ ...whole, ...nothing });
    expect((await get(alice, '/v1/me/profile')).body).toEqual(cleared.body);
  });

  it.each([
    [{ links: ['javascript:alert(1)'] }, '/links/0'],
    [{ nickname: null }, '/nickname'],
    [{ meetTime: 'never' }, '/meetTime'],
    [{ bio: '가'.repeat(501) }, '/bio'],
    [{ isPublic: null }, '/isPublic'],
    [{ followerCount: 3 }, '/followerCount'],
  ])('refuses %j', async (body, pointer) => {
    const alice = await person(app, 'alice');
    const answer = await patch(alice, '/v1/me/profile', body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('refuses a birthday that would be too young', async () => {
    const alice = await person(app, 'alice');
    const answer = await patch(alice, '/v1/me/profile', { birthday: '2020-01-01' });
    expect([answer.status, answer.body.code]).toEqual([422, 'too-young']);
  });

  it('is not overwritten by somebody who saw an old version', async () => {
    const alice = await person(app, 'alice');
    const etag = String((await get(alice, '/v1/me/profile')).headers['etag']);
    expect((await patch(alice, '/v1/me/profile', { bio: 'a' }, { 'if-match': etag })).status).toBe(
      200,
    );
    expect((await patch(alice, '/v1/me/profile', { bio: 'b' }, { 'if-match': etag })).status).toBe(
      412,
    );
  });

  it.each([
    ['opens and closes', 'isPublic', 'profile.closed', 'profile.opened'],
    ['leaves discovery and comes back', 'discoverable', 'profile.withdrawn', 'profile.offered'],
  ])('tells the others when it %s, and only then', async (_, field, off, on) => {
    const alice = await person(app, 'alice');
    const told: AnyDomainEvent[] = [];
    jest
      .spyOn(app.get(DomainEvents), 'publish')
      .mockImplementation((...events: readonly AnyDomainEvent[]) => {
        told.push(...events);
        return Promise.resolve();
      });
    for (const value of [true, false, false, true]) {
      await patch(alice, '/v1/me/profile', { [field]: value });
    }
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      [off, { userId: alice.id }],
      [on, { userId: alice.id }],
    ]);
  });
});

describe('a nickname', () => {
  const rename = (as: Person, nickname: string) => patch(as, '/v1/me/profile', { nickname });

  it('of somebody else is refused, and changing the letter case of the own one is not', async () => {
    const alice = await person(app, 'alice');
    const bob = await person(app, 'bob');
    expect((await rename(alice, bob.nickname.toUpperCase())).body.code).toBe('nickname-taken');
    const own = alice.nickname.toUpperCase();
    expect((await rename(alice, own)).body.nickname).toBe(own);
  });

  it('that was given up stays reserved for 30 days, and its owner can take it back', async () => {
    const alice = await person(app, 'alice');
    const bob = await person(app, 'bob');
    await rename(alice, 'somebody.else');
    expect((await rename(bob, alice.nickname)).body.code).toBe('nickname-taken');
    const newcomer = await app.request({
      method: 'POST',
      url: '/v1/auth/sign-up',
      body: {
        email: 'newcomer@example.com',
        password: TEST_PASSWORD,
        fullName: 'New',
        phone: '010-3999-0001',
        nickname: alice.nickname,
        birthday: '1990-01-01',
      },
    });
    expect(newcomer.body.code).toBe('nickname-taken');
    expect((await rename(alice, alice.nickname)).status).toBe(200);
    expect((await rename(bob, 'somebody.else')).body.code).toBe('nickname-taken');
    const daysPass = (days: number) =>
      app.sql(
        `update reserved_nickname set reserved_until = reserved_until - $1 * interval '1 day'`,
        [days],
      );
    await daysPass(29.99);
    expect((await rename(bob, 'somebody.else')).body.code).toBe('nickname-taken');
    await daysPass(0.01);
    expect((await rename(bob, 'somebody.else')).status).toBe(200);
  });

  it('wanted by ten people at once goes to one', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 10 }, (_, i) => person(app, `racer${String.fromCharCode(97 + i)}`)),
    );
    const answers = await Promise.all(crowd.map((somebody) => rename(somebody, 'the.one')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'nickname-taken')).toHaveLength(9);
  });
});
