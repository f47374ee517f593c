import { runOf, SqlReader, UnitOfWork } from '#libs/database';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Person, person, staff } from '#libs/testing/people';
import { UserModule } from '#libs/user';
import { actsOn, administer } from './administration.js';

let app: TestHttp;
let root: Person;
let admin: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule] });
  root = await staff(app, 'superuser');
  admin = await staff(app, 'admin');
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const list = (query: string, as: Person = admin) =>
  app.request({ method: 'GET', url: `/v1/admin/users${query}`, as });
const read = (id: string, as: Person = admin) =>
  app.request({ method: 'GET', url: `/v1/admin/users/${id}`, as });
const change = (target: Pick<Person, 'id'>, body: object, as: Person = admin, headers = {}) =>
  administer(app, as, target, body, headers);
const me = (as: Pick<Person, 'token'>) => app.request({ method: 'GET', url: '/v1/me', as });
const acts = (target: Person) => actsOn(app, admin, target);

describe('accounts', () => {
  const ids = async (query: string) =>
    (await list(query)).body.items.map(({ id }: { id: string }) => id);

  it('are found by parts of email, phone and names without regard to case, newest first', async () => {
    const mina = await person(app, 'findme', {
      email: 'Find.Me@Example.org',
      phone: '+821098761234',
      fullName: '김Mina하늘',
      nickname: 'Findme_하늘',
    });
    const other = await person(app, 'other', { email: 'other.me@example.org' });
    expect(await ids('?email=ME%40EXAMPLE.ORG')).toEqual([other.id, mina.id]);
    expect(await ids('?email=d.me')).toEqual([mina.id]);
    expect(await ids('?phone=9876')).toEqual([mina.id]);
    expect(await ids('?phone=010-9876')).toEqual([mina.id]);
    expect(await ids('?phone=%2B821098')).toEqual([mina.id]);
    expect(await ids('?phone=-')).toEqual([]);
    expect(await ids('?fullName=mina%ED%95%98')).toEqual([mina.id]);
    expect(await ids('?nickname=ME_%ED%95%98%EB%8A%98')).toEqual([mina.id]);
    expect(await ids('?nickname=findme&email=other')).toEqual([]);
    expect(await ids('?email=%25')).toEqual([]);
  });

  it('are found by state and role, inactive ones too', async () => {
    const gone = await person(app, 'gone');
    const here = await person(app, 'here');
    await change(gone, { isActive: false });
    expect(await ids('?nickname=gone')).toEqual([gone.id]);
    const inactive = await ids('?isActive=false');
    expect(inactive).toContain(gone.id);
    expect(inactive).not.toContain(here.id);
    expect(await ids('?isActive=true&nickname=gone')).toEqual([]);
    expect(await ids('?role=superuser')).toEqual([root.id]);
    expect((await list('?role=king')).status).toBe(400);
  });

  it('come in pages that neither repeat nor skip', async () => {
    const made: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      made.unshift((await person(app, 'paged')).id);
    }
    const first = await list('?nickname=paged&limit=2');
    await person(app, 'paged');
    const rest = await list(`?nickname=paged&limit=10&cursor=${first.body.nextCursor}`);
    const found = [...first.body.items, ...rest.body.items].map(({ id }: { id: string }) => id);
    expect(found).toEqual(made);
  });

  it('are read in the shape that their owner sees', async () => {
    const alice = await person(app, 'readalice');
    const { body, headers } = await read(alice.id);
    expect(body).toEqual((await me(alice)).body);
    expect(body).toMatchObject({ email: alice.email, phone: alice.phone, isActive: true });
    expect(headers['etag']).toMatch(/^"\d+-/);
    expect((await list('?nickname=readalice')).body.items).toEqual([body]);
    expect((await read('1')).status).toBe(404);
  });

  it('are for administrators only', async () => {
    const alice = await person(app, 'alice');
    for (const answer of [
      await list('', alice),
      await read(alice.id, alice),
      await change(alice, { role: 'superuser' }, alice),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    }
  });

  it.each([
    ['email=nobody%40', 'ix_user_email'],
    ['phone=98761', 'ix_user_phone'],
    ['phone=010-98761', 'ix_user_phone'],
    ['fullName=nobody', 'ix_user_full_name'],
    ['nickname=nobody', 'ix_profile_nickname'],
    ['role=admin', 'ix_user_role'],
    ['isActive=false', 'ix_user_inactive'],
  ])('are found by %s with an index', async (query, index) => {
    const asked = jest.spyOn(SqlReader.prototype, 'query');
    await list(`?${query}`);
    const runs = asked.mock.calls.map(([statement]) => runOf(statement));
    const { text, values } = runs.find((run) => run.text.includes('order by u.id desc'))!;
    const plan = await app.get(UnitOfWork).run(async () => {
      // The tables are too small to show what is done with many rows.
      await app.sql(`set local enable_seqscan = off`);
      await app.sql(`set local enable_indexscan = off`);
      await app.sql(`set local enable_indexonlyscan = off`);
      return app.sql(`explain ${text}`, [...values]);
    });
    expect(JSON.stringify(plan)).toContain(`Bitmap Index Scan on ${index}`);
  });
});

describe('an administrator', () => {
  it('changes names and releases phones; the log tells fields and no values', async () => {
    const alice = await person(app, 'alice');
    const bob = await person(app, 'bob');
    const edited = await change(alice, {
      fullName: ' 새 이름 ',
      phone: null,
      reason: 'Asked for.',
    });
    expect(edited.status).toBe(200);
    expect(edited.body).toMatchObject({ fullName: '새 이름', phone: null, isActive: true });
    expect((await change(bob, { phone: alice.phone })).body.phone).toBe(alice.phone);
    expect(await acts(alice)).toEqual([
      {
        actorId: admin.id,
        action: 'user.edited',
        changes: { fields: ['fullName', 'phone'] },
        reason: 'Asked for.',
      },
    ]);
    expect(JSON.stringify(await acts(bob))).not.toContain(alice.phone.slice(4));
  });

  it('says why, and gives only what fits', async () => {
    const alice = await person(app, 'alice');
    const bob = await person(app, 'bob');
    const refused = async (body: object) => (await change(alice, body)).body.errors[0].pointer;
    expect(await refused({ isActive: false, reason: undefined })).toBe('/reason');
    expect(await refused({ isActive: false, reason: '  ' })).toBe('/reason');
    expect(await refused({ isActive: false, reason: 'x'.repeat(501) })).toBe('/reason');
    expect(await refused({ phone: '12' })).toBe('/phone');
    expect(await refused({ fullName: '  ' })).toBe('/fullName');
    expect(await refused({ isActive: null })).toBe('/isActive');
    expect(await refused({ email: 'new@example.com' })).toBe('/email');
    expect((await change(alice, { phone: bob.phone })).body.code).toBe('phone-taken');
    expect(await acts(alice)).toEqual([]);
    expect((await change({ id: '1' } as Person, { isActive: false })).status).toBe(404);
  });

  it('suspends: the next call of each session is refused, and nothing is left of the login', async () => {
    const alice = await person(app, 'alice');
    expect((await change(alice, { isActive: false, reason: 'Spam.' })).body.isActive).toBe(false);
    expect((await me(alice)).body.code).toBe('token-revoked');
    const body = { email: alice.email, password: alice.password };
    const login = await app.request({ method: 'POST', url: '/v1/auth/login', body });
    expect(login.body.code).toBe('account-suspended');

    expect((await change(alice, { isActive: true })).body.isActive).toBe(true);
    expect((await me(alice)).body.code).toBe('token-revoked');
    expect(await acts(alice)).toEqual([
      {
        actorId: admin.id,
        action: 'user.suspended',
        changes: { isActive: { from: true, to: false } },
        reason: 'Spam.',
      },
      {
        actorId: admin.id,
        action: 'user.restored',
        changes: { isActive: { from: false, to: true } },
        reason: 'A test.',
      },
    ]);
  });

  it('changes nothing by asking for what is so already', async () => {
    const alice = await person(app, 'alice');
    const before = await read(alice.id);
    const same = { isActive: true, fullName: alice.fullName, phone: alice.phone };
    const answer = await change(alice, same);
    expect(answer.headers['etag']).toBe(before.headers['etag']);
    expect((await change(alice, { role: 'user' }, root)).status).toBe(200);
    expect(await acts(alice)).toEqual([]);
  });

  it('does not overwrite what somebody else did meanwhile', async () => {
    const alice = await person(app, 'alice');
    const etag = String((await read(alice.id)).headers['etag']);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, number) =>
        change(alice, { fullName: `Name ${number}` }, admin, { 'if-match': etag }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'precondition-failed')).toHaveLength(7);
    expect(await acts(alice)).toHaveLength(1);
  });

  it('restores what its owner deleted, for 30 days', async () => {
    const alice = await person(app, 'alice');
    const late = await person(app, 'late');
    for (const as of [alice, late]) {
      const body = { password: as.password };
      await app.request({ method: 'DELETE', url: '/v1/me', as, body });
    }
    const age = (who: Person, interval: string) =>
      app.sql(`update user_account set deleted_at = now() - $2::interval where id = $1`, [
        who.id,
        interval,
      ]);
    await age(alice, '29 days 23 hours');
    await age(late, '30 days 1 minute');
    expect((await change(alice, { isActive: true })).body.isActive).toBe(true);
    const [row] = await app.sql(`select deleted_at from user_account where id = $1`, [alice.id]);
    expect(row).toEqual({ deleted_at: null });
    const refused = await change(late, { isActive: true });
    expect([refused.status, refused.body.code]).toEqual([422, 'deletion-final']);
    expect(await acts(late)).toEqual([]);
  });
});
