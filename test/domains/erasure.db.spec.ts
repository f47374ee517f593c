import { type ErasureId, ErasureJobs, ErasureService } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { PersonalDataRegistry } from '#libs/personal-data';
import type { PostId } from '#libs/post';
import { storedObjects } from '#libs/testing';
import { deletesAccount, restores, suspends } from '#libs/testing/accounts';
import { crowd, givesRole, people, type Person, person, staff } from '#libs/testing/people';
import { type ErasureStage, erasureStage, LASTING, textsOf } from './erasure-stage.js';
import { lives } from './full-life.js';
import { ROWS, TABLES } from './full-life-rows.js';
import { traces } from './traces.js';

let app: ErasureStage;

beforeEach(async () => {
  app = await erasureStage();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
});

it('leaves no trace of a full life but ids in the audit log and in its own row', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  const life = await lives(app, zoe, { bob, carol });
  const before = await traces(app, ...textsOf(zoe));
  expect(before).toEqual(expect.arrayContaining(TABLES.map((table) => `public.${table}`)));
  expect(before.some((table) => table.startsWith('pgboss.'))).toBe(true);
  const objects = await storedObjects(app);
  expect(objects.some((key) => key.startsWith('private/exports/'))).toBe(true);

  expect((await app.erase(app.root, zoe)).status).toBe(202);
  await app.settle();

  await app.expectGone(zoe, life);
  const [bobs] = await app.sql(
    `select follower_count, following_count from user_counter where user_id = $1`,
    [bob.id],
  );
  expect(bobs).toEqual({ follower_count: 1, following_count: 0 });
  const tags = await app.sql(`select name, post_count from tag join tag_counter on tag_id = id`);
  expect(tags).toEqual([{ name: 'shared', post_count: 1 }]);
  const recounts = await app.sql(
    `select data from pgboss.job where name = 'counters.recount' and state = 'created'`,
  );
  expect(recounts).toEqual([{ data: { table: 'user_counter', keys: [bob.id] } }]);
});

it('reports how many rows of each kind went', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  await lives(app, zoe, { bob, carol });
  await app.erase(app.root, zoe);
  await app.settle();
  const [row] = await app.sql<{ report: object; finished_at: Date | null; requested_by: string }>(
    `select report, finished_at, requested_by from erasure where user_id = $1`,
    [zoe.id],
  );
  expect(row).toMatchObject({ requested_by: app.root.id, finished_at: expect.any(Date) });
  expect(row?.report).toMatchObject({ notifications: expect.any(Number), ...ROWS });
});

it('goes on where a crash stopped it, after whatever transaction', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  const life = await lives(app, zoe, { bob, carol });
  await deletesAccount(app, zoe);
  const erasure = app.get(ErasureService);
  await erasure.begin(zoe.id, null);
  const [{ id }] = (await app.sql(`select id from erasure`)) as [{ id: ErasureId }];
  const work = app.get(UnitOfWork);
  const run = work.run.bind(work);
  let crashes = 0;
  for (let transactions = 1; ; transactions += 1) {
    let left = transactions;
    const spy = jest.spyOn(work, 'run').mockImplementation((step) => {
      if (!work.active) {
        left -= 1;
      }
      return left < 0 ? Promise.reject(new Error('crash')) : run(step);
    });
    const outcome = await erasure.carryOut(id).then(
      () => 'done',
      (error: unknown) => String(error),
    );
    spy.mockRestore();
    if (outcome === 'done') {
      break;
    }
    expect(outcome).toBe('Error: crash');
    crashes += 1;
  }
  expect(crashes).toBeGreaterThan(5);
  await app.settle();
  expect(await traces(app, ...textsOf(zoe))).toEqual([
    'public.erasure',
    'public.message',
    'public.room',
  ]);
  expect(await storedObjects(app)).toHaveLength(8);
  expect(await app.drift()).toEqual([]);
  expect((await app.request({ method: 'GET', url: `/v1/posts/${life.bobsPost}` })).status).toBe(
    200,
  );
});

it('is taken up again when its job is dead', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  const life = await lives(app, zoe, { bob, carol });
  await app.erase(app.root, zoe);
  const [, second] = app.get(PersonalDataRegistry).parts;
  jest.spyOn(second!, 'erase').mockRejectedValueOnce(new Error('crash'));
  await expect(app.settle()).rejects.toThrow('crash');
  const [row] = await app.sql<{ finished_parts: string[] }>(`select finished_parts from erasure`);
  expect(row?.finished_parts).toEqual(['notification']);
  await app.get(ErasureJobs).resume();
  await app.sql(
    `with x as (update erasure set requested_at = now() - interval '2 hours' returning 1) select from x`,
  );
  await app.get(ErasureJobs).resume();
  await app.settle();
  await app.expectGone(zoe, life);
});

it('twice is harmless, and the second look takes what came late', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  const life = await lives(app, zoe, { bob, carol });
  expect((await app.erase(app.root, zoe)).status).toBe(202);
  expect((await app.erase(app.root, zoe)).status).toBe(202);
  await app.settle();
  const entries = await app.sql(`select action, changes from audit_log`);
  expect(entries).toEqual([
    { action: 'user.erased', changes: { isActive: { from: true, to: false } } },
  ]);
  const [{ id }] = (await app.sql(`select id from erasure`)) as [{ id: ErasureId }];
  const report = async () =>
    (await app.sql<{ report: object }>(`select report from erasure`))[0]?.report;
  const first = await report();
  await app.get(ErasureService).carryOut(id);
  await app.get(ErasureService).carryOutRest(id);
  expect(await report()).toEqual(first);
  await app.sql(
    `with late as (
      insert into post (author_id, slug, title, body, status, visibility)
      values ($1, 'late', 'late', 'late', 'draft', 'public')
      returning id
    ),
    counted as (insert into post_counter (post_id) select id from late returning 1)
    select from counted`,
    [zoe.id],
  );
  const waiting = await app.sql(
    `select from pgboss.job where name = 'user.erase-rest' and start_after > now()`,
  );
  expect(waiting).toHaveLength(1);
  await app.get(ErasureJobs).eraseRest({ erasureId: id });
  expect(await report()).toEqual({ ...first, posts: 6 });
  await app.expectGone(zoe, life);
});

it('leaves the counters of others right while they act', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  const life = await lives(app, zoe, { bob, carol });
  const [{ id: zoesPost }] = (await app.sql(
    `select id from post where author_id = $1 and is_active and status = 'published'`,
    [zoe.id],
  )) as [{ id: PostId }];
  const others = await crowd(app, 12);
  const ask = (method: 'PUT' | 'POST' | 'DELETE', url: string, as: Person, body?: object) =>
    app.request({ method, url: `/v1${url}`, as, body });
  const acts = others.flatMap((somebody, i) => [
    () => ask('PUT', `/posts/${life.bobsPost}/like`, somebody),
    () => ask('PUT', `/posts/${zoesPost}/like`, somebody),
    () => ask('PUT', `/users/${zoe.id}/follow`, somebody),
    () => ask('PUT', `/users/${bob.id}/follow`, somebody),
    () => ask('POST', `/posts/${zoesPost}/comments`, somebody, { body: 'too late?' }),
    () =>
      ask('POST', `/posts/${life.bobsPost}/comments`, somebody, {
        body: 'an answer',
        parentId: life.answered,
      }),
    () => ask('POST', '/posts', somebody, { body: `post ${i}`, tags: ['shared', 'rare'] }),
    () => ask(i % 2 === 0 ? 'DELETE' : 'PUT', `/users/${zoe.id}/follow`, somebody),
  ]);
  await deletesAccount(app, carol);
  const erasure = app.get(ErasureService);
  const half = Math.floor(acts.length / 2);
  const answers = await Promise.all([
    ...acts.slice(0, half).map((act) => act()),
    app.erase(app.root, zoe),
    ...acts.slice(half).map((act) => act()),
    (async () => {
      for (;;) {
        const [row] = await app.sql<{ id: ErasureId }>(`select id from erasure`);
        if (row !== undefined) {
          await erasure.carryOut(row.id);
          return { status: 200, body: undefined };
        }
      }
    })(),
  ]);
  const problems = answers.filter(({ status }) => ![200, 201, 202].includes(status));
  expect(
    [...new Set(problems.map(({ status }) => status))].every((s) => [404, 422].includes(s)),
  ).toBe(true);
  await app.settle();
  const [{ id }] = (await app.sql(`select id from erasure`)) as [{ id: ErasureId }];
  await app.get(ErasureJobs).eraseRest({ erasureId: id });
  await app.settle();
  expect(await traces(app, ...textsOf(zoe))).toEqual(LASTING);
  expect(await app.drift()).toEqual([]);
  const [rare] = await app.sql(
    `select post_count from tag join tag_counter on tag_id = id where name = 'rare'`,
  );
  expect(rare).toEqual({ post_count: 12 });
});

it('frees email, phone and nickname', async () => {
  const { zoe, bob } = await people(app, 'zoe', 'bob');
  const { email, phone, nickname } = zoe;
  await app.erase(app.root, zoe);
  await app.settle();
  const again = await person(app, 'zoe', { email, phone, nickname });
  expect(again.id).not.toBe(zoe.id);
  expect((await app.erase(app.root, zoe)).status).toBe(404);
  expect((await app.request({ method: 'GET', url: '/v1/me', as: again })).status).toBe(200);
  expect((await app.request({ method: 'GET', url: '/v1/me', as: bob })).status).toBe(200);
});

describe('is asked for', () => {
  it('by superusers only, with a reason', async () => {
    const { zoe, admin } = await people(app, 'zoe', 'admin');
    await givesRole(app, admin, 'admin');
    expect((await app.erase(zoe, admin)).body.code).toBe('forbidden');
    expect((await app.erase(admin, zoe)).body.code).toBe('forbidden');
    expect((await app.erase(app.root, zoe, {})).body.errors[0].pointer).toBe('/reason');
    expect((await app.erase(app.root, { ...zoe, id: '1' as Person['id'] })).status).toBe(404);
    expect(await app.sql(`select from erasure`)).toEqual([]);
    expect((await app.erase(app.root, admin)).status).toBe(202);
  });

  it('not for the last superuser', async () => {
    expect((await app.erase(app.root, app.root)).body.code).toBe('last-superuser');
    const second = await staff(app, 'superuser');
    expect((await app.erase(app.root, app.root)).status).toBe(202);
    expect((await app.erase(second, second)).body.code).toBe('last-superuser');
  });

  it('at once and for good: the person is out and can not be restored', async () => {
    const { zoe } = await people(app, 'zoe');
    await app.erase(app.root, zoe);
    const me = await app.request({ method: 'GET', url: '/v1/me', as: zoe });
    expect([me.status, me.body.code]).toEqual([401, 'token-revoked']);
    const restore = await app.request({
      method: 'PATCH',
      url: `/v1/admin/users/${zoe.id}`,
      as: app.root,
      body: { isActive: true, reason: 'changed my mind' },
    });
    expect([restore.status, restore.body.code]).toEqual([422, 'deletion-final']);
  });
});

it('comes by itself 30 days after the owner deleted the account, unless it was restored', async () => {
  const { zoe, yan, xia, wen } = await people(app, 'zoe', 'yan', 'xia', 'wen');
  for (const somebody of [zoe, yan, xia]) {
    await deletesAccount(app, somebody);
  }
  await suspends(app, wen);
  const ago = (days: number, { id }: Person) =>
    app.sql(
      `with x as (
        update user_account
        set deleted_at = now() - $2 * interval '1 day', updated_at = now() - $2 * interval '1 day'
        where id = $1
        returning 1
      ) select from x`,
      [id, days],
    );
  await ago(31, zoe);
  await ago(29, yan);
  await ago(31, xia);
  await restores(app, xia);
  await app.get(ErasureJobs).eraseDeleted();
  await app.get(ErasureJobs).eraseDeleted();
  await app.settle();
  expect(await app.sql(`select user_id, requested_by from erasure`)).toEqual([
    { user_id: zoe.id, requested_by: null },
  ]);
  expect(await traces(app, ...textsOf(zoe))).toEqual(['public.erasure']);
  const left = await app.sql<{ id: string }>(
    `select id from user_account where id <> $1 order by id`,
    [app.root.id],
  );
  expect(left.map(({ id }) => id)).toEqual([yan.id, xia.id, wen.id]);
});
