import { SqlReader } from '#libs/database';
import { type MediaId, MediaReader, PictureWaitService } from '#libs/media';
import { type PictureFile, pictures, storesNothing, type TestHttp, testHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { crowd, type Person, person, setsPublic } from '#libs/testing/people';
import { PeopleModule } from '../src/people.module.js';
import { UserReader } from '../src/user.reader.js';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const BOUNDARY = '----maru';
const URL = '/v1/me/profile/image';

function set(as: Person | undefined, file: PictureFile, part = 'file', headers = {}) {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${part}"; filename="${file.name}"\r\n\r\n`;
  return app.request({
    method: 'PUT',
    url: URL,
    ...(as && { as }),
    body: Buffer.concat([Buffer.from(head), file.data, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
  });
}
const remove = (as: Person, headers = {}) =>
  app.request({ method: 'DELETE', url: URL, as, headers });
const get = (url: string, as?: Person) => app.request({ method: 'GET', url, ...(as && { as }) });
const mediaOf = async (owner: Person) =>
  app.sql<{ id: MediaId; attachment: string | null; isPublic: boolean }>(
    `
    select id, attachment_type || ':' || attachment_id as attachment, is_public as "isPublic"
    from media
    where owner_id = $1
    order by id
    `,
    [owner.id],
  );
async function pictured(name: string): Promise<Person> {
  const found = await person(app, name);
  expect((await set(found, await pictures.jpeg())).status).toBe(200);
  await app.settle();
  return found;
}
const isThere = async (url: string) => (await app.request({ method: 'GET', url })).status === 200;
const pathOf = (url: string) => new globalThis.URL(url).pathname;

it('shows wherever the person shows, once it is processed', async () => {
  const alice = await person(app, 'alice');
  const etag = (await get('/v1/me/profile', alice)).headers['etag'];
  const { status, body, headers } = await set(alice, await pictures.png());
  expect(status).toBe(200);
  expect(body).toMatchObject({
    nickname: alice.nickname,
    imageUrl: null,
    imageStatus: 'processing',
  });
  expect(headers['etag']).toMatch(/^"2-/);
  expect(headers['etag']).not.toBe(etag);

  await app.settle();
  const { imageUrl } = (await get('/v1/me/profile', alice)).body;
  expect(imageUrl).toMatch(/\/small\.webp$/);
  expect(imageUrl).toContain('/public/');
  expect((await get('/v1/me', alice)).body.profile.imageUrl).toBe(imageUrl);
  expect((await get(`/v1/users/${alice.id}`)).body.imageUrl).toBe(imageUrl);
  const summaries = await app.get(UserReader).summaries([alice.id]);
  expect(summaries.get(alice.id)?.imageUrl).toBe(imageUrl);
  expect(await isThere(pathOf(imageUrl))).toBe(true);
});

describe('a new picture', () => {
  const shown = async (as: Person) => {
    const { body } = await get('/v1/me/profile', as);
    expect((await get(`/v1/users/${as.id}`)).body.imageUrl).toBe(body.imageUrl);
    return { imageUrl: body.imageUrl, imageStatus: body.imageStatus };
  };

  it('leaves the former one in its place until it is ready', async () => {
    const alice = await person(app, 'alice');
    expect(await shown(alice)).toEqual({ imageUrl: null, imageStatus: 'none' });
    expect((await set(alice, await pictures.jpeg())).body.imageStatus).toBe('processing');
    await app.settle();
    const { imageUrl: former } = await shown(alice);
    expect(await shown(alice)).toMatchObject({ imageStatus: 'ready' });

    const { body } = await set(alice, await pictures.png());
    expect(body).toMatchObject({ imageUrl: former, imageStatus: 'processing' });
    expect(await shown(alice)).toEqual({ imageUrl: former, imageStatus: 'processing' });
    expect(await isThere(pathOf(former))).toBe(true);
    await app.settle();
    const after = await shown(alice);
    expect(after.imageStatus).toBe('ready');
    expect(after.imageUrl).not.toBe(former);
    expect([await isThere(pathOf(former)), await isThere(pathOf(after.imageUrl))]).toEqual([
      false,
      true,
    ]);
  });

  it('is in the answer when it is ready by then', async () => {
    const alice = await pictured('alice');
    const former = await shown(alice);
    jest
      .spyOn(app.get(PictureWaitService), 'untilProcessed')
      .mockImplementation(() => app.settle());
    const { body } = await set(alice, await pictures.png());
    expect(body.imageStatus).toBe('ready');
    expect(body.imageUrl).not.toBe(former.imageUrl);
    expect(await isThere(pathOf(body.imageUrl))).toBe(true);
  });

  it('that fails leaves the former one for good, and another may come', async () => {
    const alice = await pictured('alice');
    const { imageUrl } = await shown(alice);
    await set(alice, await pictures.png());
    const [, next] = await mediaOf(alice);
    await app.sql(`update media set status = 'failed' where id = $1`, [next!.id]);
    await app.settle();
    expect(await shown(alice)).toEqual({ imageUrl, imageStatus: 'failed' });
    await set(alice, await pictures.png());
    await app.settle();
    expect(await shown(alice)).toMatchObject({ imageStatus: 'ready' });
    expect((await shown(alice)).imageUrl).not.toBe(imageUrl);
  });

  it('gives way to a newer one, and to none', async () => {
    const alice = await pictured('alice');
    await set(alice, await pictures.png());
    await set(alice, await pictures.webp());
    expect((await remove(alice)).status).toBe(204);
    await app.settle();
    expect(await shown(alice)).toEqual({ imageUrl: null, imageStatus: 'none' });
    expect((await mediaOf(alice)).filter(({ attachment }) => attachment !== null)).toEqual([]);
  });

  it('is forgotten when its owner deletes it while it is processed', async () => {
    const alice = await pictured('alice');
    const former = await shown(alice);
    await set(alice, await pictures.png());
    const [, next] = await mediaOf(alice);
    await app.request({ method: 'DELETE', url: `/v1/media/${next!.id}`, as: alice });
    await app.settle();
    expect(await shown(alice)).toEqual(former);
  });
});

it('is read for many people in as many statements as for one', async () => {
  const everybody = await crowd(app, 6);
  for (const each of everybody) {
    await set(each, await pictures.jpeg({ width: 40, height: 40 }));
  }
  await app.settle();
  const query = jest.spyOn(SqlReader.prototype, 'query');
  const statements = async (ids: Person['id'][]) => {
    query.mockClear();
    const cards = await app.get(UserReader).cards(null, ids);
    const summaries = await app.get(UserReader).summaries(ids);
    expect(cards.every(({ imageUrl }) => imageUrl !== null)).toBe(true);
    expect([...summaries.values()].every(({ imageUrl }) => imageUrl !== null)).toBe(true);
    expect(summaries.size).toBe(ids.length);
    return query.mock.calls.length;
  };
  const ids = everybody.map(({ id }) => id);
  expect(await statements(ids)).toBe(await statements(ids.slice(0, 1)));
});

it('gives way to the next one, which dies with its addresses', async () => {
  const alice = await pictured('alice');
  const before = (await get('/v1/me/profile', alice)).body.imageUrl;
  expect(await isThere(pathOf(before))).toBe(true);
  await set(alice, await pictures.png());
  await app.settle();
  const after = (await get('/v1/me/profile', alice)).body.imageUrl;
  expect(after).not.toBe(before);
  expect(await isThere(pathOf(before))).toBe(false);
  expect(await isThere(pathOf(after))).toBe(true);
  const [first, second] = await mediaOf(alice);
  expect(first).toMatchObject({ attachment: null, isPublic: false });
  expect(second).toMatchObject({ attachment: `profile:${alice.id}`, isPublic: true });
});

it('is one, however many come at once', async () => {
  const alice = await person(app, 'alice');
  const file = await pictures.jpeg();
  const answers = await Promise.all(Array.from({ length: 5 }, () => set(alice, file)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  await app.settle();
  const attached = (await mediaOf(alice)).filter(({ attachment }) => attachment !== null);
  const [profile] = await app.sql(`select image_media_id as id from profile where user_id = $1`, [
    alice.id,
  ]);
  expect(attached.map(({ id }) => ({ id }))).toEqual([profile]);
});

it('is removed, again and again', async () => {
  const alice = await pictured('alice');
  const { body, headers } = await get('/v1/me/profile', alice);
  const stale = await remove(alice, { 'if-match': '"1-x"' });
  expect([stale.status, stale.body.code]).toEqual([412, 'precondition-failed']);
  expect((await remove(alice, { 'if-match': String(headers['etag']) })).status).toBe(204);
  expect((await remove(alice)).status).toBe(204);
  await app.settle();
  expect((await get('/v1/me/profile', alice)).body.imageUrl).toBeNull();
  expect(await isThere(pathOf(body.imageUrl))).toBe(false);
  expect(await mediaOf(alice)).toMatchObject([{ attachment: null, isPublic: false }]);
});

it('is for those who see the card: also of a private profile, not across a block, not of the suspended', async () => {
  const alice = await pictured('alice');
  const [bob, carol] = [await person(app, 'bob'), await person(app, 'carol')];
  const [medium] = await mediaOf(alice);
  const seenBy = async (viewer?: Person) => (await get(`/v1/media/${medium?.id}`, viewer)).status;
  await setsPublic(app, alice, false);
  await app.sql(`insert into block (blocker_id, blocked_id) values ($1, $2)`, [alice.id, bob.id]);
  expect([await seenBy(), await seenBy(carol), await seenBy(bob)]).toEqual([200, 200, 404]);
  const { body } = await get(`/v1/users/${alice.id}`, carol);
  expect(body.imageUrl).toContain('/public/');

  await suspends(app, alice);
  await app.settle();
  expect([await seenBy(), await seenBy(carol)]).toEqual([404, 404]);
  expect(await isThere(pathOf(body.imageUrl))).toBe(false);
});

it('is none when its owner deletes the medium', async () => {
  const alice = await pictured('alice');
  const [medium] = await mediaOf(alice);
  await app.request({ method: 'DELETE', url: `/v1/media/${medium?.id}`, as: alice });
  expect((await get('/v1/me/profile', alice)).body.imageUrl).toBeNull();
  expect((await app.get(MediaReader).urls([medium!.id])).size).toBe(0);
});

it('has to be a picture, in the right part, of somebody signed in', async () => {
  const alice = await pictured('alice');
  const before = (await get('/v1/me/profile', alice)).body;
  const text = { name: 'photo.jpg', data: Buffer.from('no picture at all') };
  expect((await set(alice, text)).body.code).toBe('unsupported-media-type');
  expect((await set(alice, await pictures.jpeg(), 'picture')).status).toBe(400);
  expect((await set(undefined, await pictures.jpeg())).status).toBe(401);
  expect((await get('/v1/me/profile', alice)).body).toEqual(before);
});

it('stays what it was when the storage is away', async () => {
  const alice = await pictured('alice');
  const before = (await get('/v1/me/profile', alice)).body;
  storesNothing(app);
  expect((await set(alice, await pictures.jpeg())).status).toBeGreaterThanOrEqual(500);
  expect((await get('/v1/me/profile', alice)).body).toEqual(before);
});

it('of several pictures for the version that was seen, one takes its place', async () => {
  const alice = await person(app, 'alice');
  const { etag } = (await get('/v1/me/profile', alice)).headers;
  const file = await pictures.png();
  const seen = { 'if-match': String(etag) };
  const answers = await Promise.all([1, 2, 3].map(() => set(alice, file, 'file', seen)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  expect((await set(alice, file, 'file', seen)).body.code).toBe('precondition-failed');
  const attached = (await mediaOf(alice)).filter(({ attachment }) => attachment !== null);
  expect(attached).toHaveLength(1);
});
