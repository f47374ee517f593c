import { type ErasureId, ErasureService, ExportHandler, ExportJobs } from '#libs/account';
import { PersonalDataRegistry } from '#libs/personal-data';
import { filesOf, people, type Person, storedObjects, type TestHttp, uploads } from '#libs/testing';
import { everything, lives } from './erasure-stage.js';

let app: TestHttp;

beforeEach(async () => {
  app = await everything();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
});

const ask = (as: Person, headers = {}) =>
  app.request({ method: 'POST', url: '/v1/me/exports', as, headers });
const read = (as: Person, id: string) =>
  app.request({ method: 'GET', url: `/v1/me/exports/${id}`, as });
const change = (sql: string) => app.sql(`with x as (${sql} returning 1) select from x`);

async function archives(): Promise<string[]> {
  return (await storedObjects(app)).filter((key) => key.startsWith('private/exports/'));
}

/** Files of an archive by name: rows, a value, or the size of a picture; asserted by the test. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Files = Record<string, any>;

/** Fetches an archive, and gives its files: JSON parsed, pictures as their sizes. */
async function fetched(url: string): Promise<Files> {
  const { pathname, search } = new URL(url);
  const answer = await app.nest.inject({ url: `${pathname}${search}` });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = await filesOf(answer.rawPayload);
  return Object.fromEntries(
    files.map(({ name, content }) => [
      name,
      name.endsWith('.json') ? JSON.parse(content.toString()) : content.length,
    ]),
  );
}

it('is asked for, made in the background, and fetched at a signed address', async () => {
  const { zoe } = await people(app, 'zoe');
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
  const files = await fetched(ready.url);
  expect(files['account.json']).toMatchObject({ id: zoe.id, email: zoe.email, phone: zoe.phone });
  expect(JSON.stringify(files)).not.toMatch(/password|hash/i);
  const unsigned = await app.nest.inject({ url: new URL(ready.url).pathname });
  expect(unsigned.statusCode).toBe(404);
});

describe('an archive that is asked for right after an upload', () => {
  const postponed = () =>
    change(`update pgboss.job set start_after = now() where name = 'user.export'`);

  it('waits for the picture', async () => {
    const { zoe } = await people(app, 'zoe');
    const { id } = (await ask(zoe)).body;
    const mediaId = await uploads(app, zoe.id);
    await app.get(ExportHandler).make({ exportId: id });
    expect((await read(zoe, id)).body.status).toBe('pending');
    await app.settle();
    await postponed();
    await app.settle();

    const files = await fetched((await read(zoe, id)).body.url);
    expect(files[`media/${mediaId}.jpg`]).toBeGreaterThan(100);
    expect(files['media.json']).toMatchObject([{ id: mediaId, status: 'ready' }]);
  });

  it('waits not for ever, and says what it lacks', async () => {
    const { zoe } = await people(app, 'zoe');
    const { id } = (await ask(zoe)).body;
    const mediaId = await uploads(app, zoe.id);
    await change(`delete from pgboss.job where name = 'media.make-variants'`);
    await app.settle();
    expect((await read(zoe, id)).body.status).toBe('pending');
    await change(`update data_export set created_at = now() - interval '16 minutes'`);
    await postponed();
    await app.settle();

    const files = await fetched((await read(zoe, id)).body.url);
    expect(files['media.json']).toMatchObject([{ id: mediaId, status: 'processing', file: null }]);
  });
});

it('holds as many rows of each kind as the database, and every picture', async () => {
  const { zoe, bob, carol } = await people(app, 'zoe', 'bob', 'carol');
  await lives(app, zoe, { bob, carol });
  await change(`delete from data_export`);
  const { id } = (await ask(zoe)).body;
  await app.settle();
  const files = await fetched((await read(zoe, id)).body.url);
  const counts = Object.fromEntries(
    Object.entries(files)
      .filter(([, rows]) => Array.isArray(rows))
      .map(([name, rows]) => [name.replace('.json', ''), rows.length]),
  );
  const [truth] = await app.sql(
    `select
      (select count(*)::int from post where author_id = $1) as posts,
      (select count(*)::int from post_revision r join post p on p.id = r.post_id
        where p.author_id = $1) as "post-history",
      (select count(*)::int from comment where author_id = $1) as comments,
      (select count(*)::int from post_like where user_id = $1) as "reactions/post-likes",
      (select count(*)::int from comment_like where user_id = $1) as "reactions/comment-likes",
      (select count(*)::int from bookmark where user_id = $1) as bookmarks,
      (select count(*)::int from follow where follower_id = $1) as "graph/following",
      (select count(*)::int from follow where followee_id = $1) as "graph/followers",
      (select count(*)::int from follow_request where follower_id = $1)
        as "graph/follow-requests-sent",
      (select count(*)::int from follow_request where followee_id = $1)
        as "graph/follow-requests-received",
      (select count(*)::int from block where blocker_id = $1) as "graph/blocks",
      (select count(*)::int from mute where muter_id = $1) as "graph/mutes",
      (select count(*)::int from session where user_id = $1) as sessions,
      (select count(*)::int from media where owner_id = $1) as media`,
    [zoe.id],
  );
  expect(counts).toEqual(truth);
  expect(Object.values(counts).every((count) => count > 0)).toBe(true);
  const pictures = Object.entries(files).filter(([name]) => name.startsWith('media/'));
  expect(pictures).toHaveLength(3);
  expect(pictures.every(([, size]) => size > 100)).toBe(true);
  const [posts] = await app.sql(
    `select sum(like_count)::int as likes, sum(comment_count)::int as comments
    from post_counter join post on id = post_id
    where author_id = $1`,
    [zoe.id],
  );
  const sum = (column: string) =>
    files['posts.json'].reduce((total: number, post: Files) => total + Number(post[column]), 0);
  expect({ likes: sum('likeCount'), comments: sum('commentCount') }).toEqual(posts);
  // Who blocks or mutes the person stays their secret.
  expect(JSON.stringify(files)).not.toContain('frank');
});

it('is the one that is being made, however often it is asked for', async () => {
  const { zoe, bob } = await people(app, 'zoe', 'bob');
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
  const { zoe } = await people(app, 'zoe');
  const first = await ask(zoe, { 'idempotency-key': 'k' });
  await app.settle();
  const again = await ask(zoe, { 'idempotency-key': 'k' });
  expect([again.status, again.body]).toEqual([202, first.body]);
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect(await app.sql(`select from data_export`)).toHaveLength(1);
});

it('is nobody else’s', async () => {
  const { zoe, bob } = await people(app, 'zoe', 'bob');
  const { id } = (await ask(zoe)).body;
  await app.settle();
  expect((await read(bob, id)).status).toBe(404);
  expect((await read(zoe, '12')).status).toBe(404);
  const nobody = await app.request({ method: 'GET', url: `/v1/me/exports/${id}` });
  expect(nobody.status).toBe(401);
});

it('goes when it has run out, with its archive', async () => {
  const { zoe, bob } = await people(app, 'zoe', 'bob');
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
  const { zoe } = await people(app, 'zoe');
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
  const { zoe } = await people(app, 'zoe');
  const { id } = (await ask(zoe)).body;
  await app.get(ExportJobs).removeExpired();
  expect((await read(zoe, id)).body.status).toBe('pending');
  await change(`update data_export set created_at = now() - interval '25 hours'`);
  await app.get(ExportJobs).removeExpired();
  expect((await read(zoe, id)).body.status).toBe('failed');
});

it('made while its person is erased leaves no archive', async () => {
  const { zoe } = await people(app, 'zoe');
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
  const { zoe } = await people(app, 'zoe');
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
