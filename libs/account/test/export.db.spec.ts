import { type ErasureId, ErasureService, ExportHandler } from '#libs/account';
import { PersonalDataRegistry } from '#libs/personal-data';
import { archiveAt, storedObjects, type TestHttp, testHttp } from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { ExportJobs } from '../src/export/export.jobs.js';
import { FrontModule } from './front.module.js';

let app: TestHttp;

beforeEach(async () => {
  app = await testHttp({ modules: [FrontModule] });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
});

const ask = (as: Account, headers = {}) =>
  app.request({ method: 'POST', url: '/v1/me/exports', as, headers });
const read = (as: Account, id: string) =>
  app.request({ method: 'GET', url: `/v1/me/exports/${id}`, as });
const change = (sql: string) => app.sql(`with x as (${sql} returning 1) select from x`);

async function archives(): Promise<string[]> {
  return (await storedObjects(app)).filter((key) => key.startsWith('private/exports/'));
}

it('is asked for, made in the background, and fetched at a signed address', async () => {
  const { zoe } = await accounts(app, 'zoe');
  const asked = await ask(zoe);
  expect(asked.status).toBe(202);
  expect(asked.body).toEqual({
    id: expect.any(String),
    status: 'pending',
    url: null,
    expiresAt: null,
    createdAt: expect.any(String),
  });
  expect(asked.headers['location']).toBe(`/v1/me/exports/${asked.body.id}`);
  expect((await read(zoe, asked.body.id)).body).toEqual(asked.body);
  await app.settle();
  const ready = (await read(zoe, asked.body.id)).body;
  expect(ready).toMatchObject({ id: asked.body.id, status: 'ready', url: expect.any(String) });
  const hours = (Date.parse(ready.expiresAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThanOrEqual(24);
  const files = await archiveAt(app, ready.url);
  expect(files['account.json']).toMatchObject({ id: zoe.id, email: zoe.email, phone: zoe.phone });
  expect(JSON.stringify(files)).not.toMatch(/password|hash/i);
  const unsigned = await app.nest.inject({ url: new URL(ready.url).pathname });
  expect(unsigned.statusCode).toBe(404);
});

it('is the one that is being made, however often it is asked for', async () => {
  const { zoe, bob } = await accounts(app, 'zoe', 'bob');
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(zoe)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const [id, ...others] = new Set(answers.map(({ body }) => body.id));
  expect(others).toEqual([]);
  expect((await ask(bob)).body.id).not.toBe(id);
  await app.settle();
  expect(await archives()).toHaveLength(2);
  expect((await ask(zoe)).body.id).not.toBe(id);
});

it('honours the idempotency key', async () => {
  const { zoe } = await accounts(app, 'zoe');
  const first = await ask(zoe, { 'idempotency-key': 'k' });
  await app.settle();
  const again = await ask(zoe, { 'idempotency-key': 'k' });
  expect([again.status, again.body]).toEqual([202, first.body]);
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect(await app.sql(`select from data_export`)).toHaveLength(1);
});

it('is nobody else’s', async () => {
  const { zoe, bob } = await accounts(app, 'zoe', 'bob');
  const { id } = (await ask(zoe)).body;
  await app.settle();
  expect((await read(bob, id)).status).toBe(404);
  expect((await read(zoe, '12')).status).toBe(404);
  const nobody = await app.request({ method: 'GET', url: `/v1/me/exports/${id}` });
  expect(nobody.status).toBe(401);
});

it('goes when it has run out, with its archive', async () => {
  const { zoe, bob } = await accounts(app, 'zoe', 'bob');
  const { id } = (await ask(zoe)).body;
  await app.settle();
  const kept = (await ask(bob)).body.id;
  await app.settle();
  await change(`update data_export set expires_at = now() where id = ${id}`);
  expect((await read(zoe, id)).status).toBe(404);
  await app.get(ExportJobs).removeExpired();
  expect(await app.sql(`select id from data_export`)).toEqual([{ id: kept }]);
  expect(await archives()).toHaveLength(1);
  expect((await read(bob, kept)).body.status).toBe('ready');
});

it('fails after some attempts, leaves nothing in storage, and can be asked for anew', async () => {
  const { zoe } = await accounts(app, 'zoe');
  const [first] = app.get(PersonalDataRegistry).parts;
  const broken = jest.spyOn(first!, 'export').mockRejectedValue(new Error('out of order'));
  const { id } = (await ask(zoe)).body;
  const jobs = app.get(ExportHandler);
  for (let attempt = 1; attempt < 4; attempt += 1) {
    await expect(jobs.make({ exportId: id })).rejects.toThrow('out of order');
    expect((await read(zoe, id)).body.status).toBe('pending');
  }
  await jobs.make({ exportId: id });
  expect((await read(zoe, id)).body).toMatchObject({ status: 'failed', url: null });
  expect(await storedObjects(app)).toEqual([]);
  broken.mockRestore();
  const again = (await ask(zoe)).body;
  await app.settle();
  expect((await read(zoe, again.id)).body.status).toBe('ready');
});

it('is given up when nobody makes it for a day', async () => {
  const { zoe } = await accounts(app, 'zoe');
  const { id } = (await ask(zoe)).body;
  await app.get(ExportJobs).removeExpired();
  expect((await read(zoe, id)).body.status).toBe('pending');
  await change(`update data_export set created_at = now() - interval '25 hours'`);
  await app.get(ExportJobs).removeExpired();
  expect((await read(zoe, id)).body.status).toBe('failed');
});

it('made while its person is erased leaves no archive', async () => {
  const { zoe } = await accounts(app, 'zoe');
  await ask(zoe);
  const last = app.get(PersonalDataRegistry).parts.at(-1)!;
  const exports = last.export.bind(last);
  jest.spyOn(last, 'export').mockImplementation(async (userId, files) => {
    await exports(userId, files);
    await app.sql(
      `with x as (update user_account set is_active = false returning 1) select from x`,
    );
    const erasure = app.get(ErasureService);
    await erasure.begin(zoe.id, null);
    const [row] = await app.sql<{ id: ErasureId }>(`select id from erasure`);
    await erasure.carryOut(row!.id);
  });
  await app.settle();
  expect(await app.sql(`select from data_export`)).toEqual([]);
  expect(await storedObjects(app)).toEqual([]);
});

it('is swept from storage when no row names it any more, a day later', async () => {
  const { zoe } = await accounts(app, 'zoe');
  await ask(zoe);
  await app.settle();
  const [known] = await archives();
  await change(`update data_export set storage_key = 'private/exports/other.zip'`);
  const jobs = app.get(ExportJobs);
  await jobs.sweep();
  expect(await archives()).toEqual([known]);
  jest.useFakeTimers({
    now: Date.now() + 25 * 3_600_000,
    doNotFake: [
      'nextTick',
      'setImmediate',
      'setTimeout',
      'setInterval',
      'clearTimeout',
      'clearInterval',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  });
  try {
    await change(`update data_export set storage_key = '${known}'`);
    await jobs.sweep();
    expect(await archives()).toEqual([known]);
    await change(`update data_export set storage_key = 'private/exports/other.zip'`);
    await jobs.sweep();
    expect(await archives()).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
});
