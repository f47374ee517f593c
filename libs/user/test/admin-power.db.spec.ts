import { type TestHttp, testHttp } from '#libs/testing';
import { type Person, person, staff } from '#libs/testing/people';
import { UserModule } from '#libs/user';
import { UserAdministrationService } from '../src/administration/user-administration.service.js';
import { actsOn, administer } from './administration.js';

const SUSPEND = { isActive: false, reason: 'A test.' };

let app: TestHttp;
let root: Person;
let admin: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule] });
});
beforeEach(async () => {
  await app.sql(`update user_account set role = 'user' where role = 'superuser'`);
  root = await staff(app, 'superuser');
  admin = await staff(app, 'admin');
});
afterAll(() => app.close());

const list = (as: Person) => app.request({ method: 'GET', url: '/v1/admin/users', as });
const change = (target: Pick<Person, 'id'>, body: object, as: Person = admin) =>
  administer(app, as, target, body);
const me = (as: Pick<Person, 'token'>) => app.request({ method: 'GET', url: '/v1/me', as });
const post = (url: string, body: object) => app.request({ method: 'POST', url, body });
const acts = (target: Person) => actsOn(app, root, target);

describe('a suspension', () => {
  it('by another process is heard of at the next call', async () => {
    const alice = await person(app, 'alice');
    expect((await me(alice)).status).toBe(200);
    await app.sql(`update user_account set is_active = false where id = $1`, [alice.id]);
    expect((await me(alice)).body.code).toBe('token-revoked');
  });

  it('during logins, refreshes and edits leaves no session, not even after a restoration', async () => {
    const alice = await person(app, 'alice');
    const { email, password, refreshToken } = alice;
    const running = Array.from({ length: 6 }, (_, number) => [
      post('/v1/auth/login', { email, password }),
      app.request({
        method: 'PATCH',
        url: '/v1/me',
        as: alice,
        body: { fullName: `Alice ${number}` },
      }),
    ]).flat();
    const suspension = change(alice, { isActive: false });
    const refreshed = post('/v1/auth/refresh', { refreshToken });
    const answers = await Promise.all([...running, refreshed]);
    expect((await suspension).status).toBe(200);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    await change(alice, { isActive: true });
    const tokens: string[] = answers
      .filter(({ status }) => status === 200)
      .flatMap(({ body }) => body.tokens?.accessToken ?? body.accessToken ?? []);
    for (const token of [alice.token, ...tokens]) {
      expect((await me({ token })).body.code).toBe('token-revoked');
    }
    const open = `select id from session where user_id = $1 and revoked_at is null`;
    expect(await app.sql(open, [alice.id])).toEqual([]);
  });

  it('by many at once is one act', async () => {
    const alice = await person(app, 'alice');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => change(alice, { isActive: false })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await acts(alice)).map(({ action }) => action)).toEqual(['user.suspended']);
  });
});

describe('power', () => {
  it('of administrators ends at ordinary users', async () => {
    const other = await staff(app, 'admin');
    const alice = await person(app, 'alice');
    for (const target of [other, root, admin]) {
      for (const body of [{ isActive: false }, { fullName: 'New' }, { phone: null }]) {
        expect((await change(target, body)).body.code).toBe('forbidden');
      }
      expect(await acts(target)).toEqual([]);
    }
    for (const role of ['admin', 'user']) {
      expect((await change(alice, { role })).body.code).toBe('forbidden');
    }
    expect((await change(alice, { role: 'admin', fullName: 'New' })).status).toBe(403);
    expect((await me(alice)).body).toMatchObject({ role: 'user', fullName: alice.fullName });
  });

  it('of superusers reaches administrators and roles, at once', async () => {
    const alice = await person(app, 'alice');
    expect((await list(alice)).status).toBe(403);
    expect((await change(alice, { role: 'admin' }, root)).body.role).toBe('admin');
    expect((await list(alice)).status).toBe(200);
    expect((await change(alice, { isActive: false }, root)).body.isActive).toBe(false);
    expect((await acts(alice)).map(({ changes }) => changes)).toEqual([
      { role: { from: 'user', to: 'admin' } },
      { isActive: { from: true, to: false } },
    ]);
  });

  it('is what it is when the act happens, not when the request came in', async () => {
    const alice = await person(app, 'alice');
    const demoted = await staff(app, 'admin');
    await change(demoted, { role: 'user' }, root);
    const late = app
      .get(UserAdministrationService)
      .change({ ...demoted.viewer, role: 'admin' }, alice.id, SUSPEND, undefined);
    await expect(late).rejects.toMatchObject({ problem: { code: 'forbidden' } });
    const suspended = await staff(app, 'admin');
    await change(suspended, { isActive: false }, root);
    const later = app
      .get(UserAdministrationService)
      .change({ ...suspended.viewer, role: 'admin' }, alice.id, SUSPEND, undefined);
    await expect(later).rejects.toMatchObject({ problem: { code: 'forbidden' } });
    expect((await me(alice)).status).toBe(200);
  });

  it('stays with the last active superuser', async () => {
    expect((await change(root, { role: 'admin' }, root)).body.code).toBe('last-superuser');
    expect((await change(root, { isActive: false }, root)).body.code).toBe('last-superuser');
    const second = await staff(app, 'superuser');
    await change(second, { isActive: false }, root);
    expect((await change(root, { role: 'user' }, root)).body.code).toBe('last-superuser');
    expect((await me(root)).body).toMatchObject({ role: 'superuser', isActive: true });
  });

  it('stays with somebody when all superusers stop each other at once', async () => {
    const rest = [root, await staff(app, 'superuser'), await staff(app, 'superuser')];
    const answers = await Promise.all(
      rest.flatMap((actor) =>
        rest.flatMap((target, number) => [
          change(target, number % 2 === 0 ? { role: 'user' } : { isActive: false }, actor),
        ]),
      ),
    );
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    const left = await app.sql<{ id: string }>(
      `select id from user_account where role = 'superuser' and is_active`,
    );
    expect(left).toHaveLength(1);
  });
});
