import { AuditLogService } from '#libs/audit';
import { type MediaId, MediaService } from '#libs/media';
import { type Account, accounts, givesRole } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { type MediaStage, mediaStage, post } from './stage.js';

const POST = post(2);

let app: MediaStage;
let admin: Account;
let mina: Account;
let joon: Account;

beforeAll(async () => {
  app = await mediaStage();
  ({ admin } = await accounts(app, 'admin'));
  await givesRole(app, admin, 'admin');
});
beforeEach(async () => {
  ({ mina, joon } = await accounts(app, 'mina', 'joon'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

const moderate = (id: MediaId, body: object, headers = {}, as = admin) =>
  app.request({
    method: 'PATCH',
    url: `/v1/admin/media/${id}`,
    as,
    body: { reason: 'because', ...body },
    headers,
  });
const deactivate = (id: MediaId) => moderate(id, { isActive: false });
const restore = (id: MediaId) => moderate(id, { isActive: true });
const remove = (id: MediaId) => app.request({ method: 'DELETE', url: `/v1/media/${id}`, as: mina });
const acts = (id: MediaId) =>
  app.sql<{ actor: string; action: string; reason: string; changes: unknown }>(
    `
    select actor_id as actor, action, reason, changes
    from audit_log
    where target_type = 'media' and target_id = $1
    order by id
    `,
    [id],
  );
const idsIn = async (query: string) => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await app.read(
      `/v1/admin/media?${query}${cursor && `&cursor=${cursor}`}`,
      admin,
    );
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  return ids;
};
/** A processed picture in a public post, with all its addresses. */
const shownPicture = async () => {
  const id = await uploads(app, mina);
  await app.get(MediaService).claim(mina.id, [id], POST, true);
  await app.settle();
  return { id, urls: await urlsOf(id) };
};
const urlsOf = async (id: MediaId) => {
  const { url, variants } = (await app.read(`/v1/media/${id}`, mina)).body;
  return [url, variants.thumbnail.url, variants.small.url, variants.large.url];
};

describe('the list of all pictures', () => {
  it('is for administrators', async () => {
    const id = await uploads(app, mina);
    for (const url of ['/admin/media', `/admin/media/${id}`]) {
      expect((await app.read(`/v1${url}`, mina)).status).toBe(403);
      expect((await app.read(`/v1${url}`)).status).toBe(401);
    }
    expect((await moderate(id, { isActive: false }, {}, mina)).status).toBe(403);
    expect((await app.read(`/v1/media/${id}`, mina)).status).toBe(200);
  });

  it('holds pictures in any state, newest first, but no announcements', async () => {
    const media: MediaId[] = [];
    for (let i = 0; i < 5; i += 1) {
      media.push(await uploads(app, mina));
    }
    const [plain, deactivated, deleted, failed, announced] = media;
    await uploads(app, joon);
    await app.sql(`update media set status = 'failed' where id = $1`, [failed]);
    await app.sql(`update media set status = 'announced' where id = $1`, [announced]);
    await deactivate(deactivated!);
    await remove(deleted!);

    const mine = `limit=1&authorId=${mina.id}`;
    expect(await idsIn(mine)).toEqual([failed, deleted, deactivated, plain]);
    expect(await idsIn(`${mine}&isActive=true`)).toEqual([failed, plain]);
    expect(await idsIn(`${mine}&isActive=false`)).toEqual([deleted, deactivated]);
    expect(await idsIn('limit=100')).toEqual(expect.arrayContaining([plain, deleted]));
    expect((await app.read(`/v1/admin/media/${announced}`, admin)).status).toBe(404);
    expect((await deactivate(announced!)).status).toBe(404);
    expect(await acts(announced!)).toEqual([]);
  });

  it('shows a picture with its state and owner', async () => {
    const { id } = await shownPicture();
    const { body } = await app.read(`/v1/media/${id}`, mina);
    const shown = { ...body, isActive: true, ownerId: mina.id };
    expect((await app.read(`/v1/admin/media/${id}`, admin)).body).toEqual(shown);
    expect((await app.read(`/v1/admin/media?authorId=${mina.id}`, admin)).body.items).toEqual([
      shown,
    ]);
    expect((await app.read('/v1/admin/media/1', admin)).status).toBe(404);
  });
});

describe('an act', () => {
  it.each([
    ['without a reason', { reason: undefined }],
    ['with an empty reason', { reason: '' }],
    ['with too long a reason', { reason: 'x'.repeat(501) }],
    ['to no state', { isActive: null }],
    ['on the name', { name: 'x' }],
  ])('%s is refused', async (_what, body) => {
    const { status } = await moderate(await uploads(app, mina), body);
    expect(status).toBe(400);
  });

  it('of an older version is refused', async () => {
    const id = await uploads(app, mina);
    const { headers } = await app.read(`/v1/admin/media/${id}`, admin);
    const seen = { 'if-match': String(headers['etag']) };
    expect((await moderate(id, { isActive: false }, seen)).status).toBe(200);
    expect((await moderate(id, { isActive: true }, seen)).status).toBe(412);
    expect((await app.read(`/v1/admin/media/${id}`, admin)).body.isActive).toBe(false);
  });

  it('is written down in its own transaction: neither is there without the other', async () => {
    const id = await uploads(app, mina);
    jest.spyOn(app.get(AuditLogService), 'record').mockRejectedValueOnce(new Error('crash'));
    expect((await deactivate(id)).status).toBe(500);
    expect((await app.read(`/v1/media/${id}`, mina)).status).toBe(200);
  });

  it('that changes nothing is none', async () => {
    const id = await uploads(app, mina);
    expect((await restore(id)).status).toBe(200);
    expect((await moderate(id, {})).status).toBe(200);
    expect(await acts(id)).toEqual([]);
  });

  it('done many times at once is one', async () => {
    const id = await uploads(app, mina);
    const answers = await Promise.all(Array.from({ length: 8 }, () => deactivate(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await acts(id)).toEqual([
      {
        actor: admin.id,
        action: 'media.deactivated',
        reason: 'because',
        changes: { isActive: { from: true, to: false } },
      },
    ]);
  });
});

describe('a deactivated picture', () => {
  it('is served to nobody: all addresses that were given out are dead', async () => {
    const { id, urls } = await shownPicture();
    await app.get(MediaService).setAudience(POST, false);
    await app.settle();
    const signed = await urlsOf(id);
    for (const url of signed) {
      expect(await app.fetched(url)).toBe(200);
    }
    expect((await deactivate(id)).body).toMatchObject({ isActive: false, ownerId: mina.id });
    for (const who of [mina, joon, admin, undefined]) {
      expect((await app.read(`/v1/media/${id}`, who)).status).toBe(404);
    }
    expect((await app.read('/v1/me/images', mina)).body.items).toEqual([]);
    expect((await remove(id)).status).toBe(404);
    await app.settle();
    for (const url of [...urls, ...signed]) {
      expect(await app.fetched(url)).toBe(404);
    }
  });

  it('can still be looked at by administrators', async () => {
    const { id } = await shownPicture();
    await deactivate(id);
    await app.settle();
    const { url, variants } = (await app.read(`/v1/admin/media/${id}`, admin)).body;
    expect([await app.fetched(url), await app.fetched(variants.small.url)]).toEqual([200, 200]);
  });

  it('comes back as it was, at new addresses', async () => {
    const { id, urls } = await shownPicture();
    const before = (await app.read(`/v1/media/${id}`, mina)).body;
    await deactivate(id);
    await app.settle();
    expect((await restore(id)).body.isActive).toBe(true);
    await app.settle();
    const after = (await app.read(`/v1/media/${id}`, joon)).body;
    expect({ ...after, url: '', variants: {} }).toEqual({ ...before, url: '', variants: {} });
    for (const url of await urlsOf(id)) {
      expect(await app.fetched(url)).toBe(200);
    }
    for (const url of urls) {
      expect(await app.fetched(url)).toBe(404);
    }
    expect((await acts(id)).map(({ action }) => action)).toEqual([
      'media.deactivated',
      'media.restored',
    ]);
  });

  it('comes back also when its owner deleted it, and is not cleared away then', async () => {
    const { id, urls } = await shownPicture();
    await remove(id);
    await app.settle();
    expect(await app.fetched(urls[0])).toBe(404);
    await restore(id);
    await app.settle();
    expect(await app.fetched(urls[0])).toBe(404);
    expect(await app.fetched((await urlsOf(id))[0])).toBe(200);
    const [row] = await app.sql(`select is_active, deleted_at from media where id = $1`, [id]);
    expect(row).toEqual({ is_active: true, deleted_at: null });
  });

  it('that was deactivated before it was processed is served to nobody either', async () => {
    const id = await uploads(app, mina);
    await app.get(MediaService).claim(mina.id, [id], POST, true);
    await deactivate(id);
    await app.settle();
    const name = (await app.keyOf(id)).slice('private/'.length);
    expect(await app.fetched(`http://localhost:3000/media/public/${name}/original.jpg`)).toBe(404);
    await restore(id);
    await app.settle();
    expect(await app.fetched((await app.read(`/v1/media/${id}`, joon)).body.url)).toBe(200);
  });

  it('is wholly there or not after restorations, deactivations and deletions at once', async () => {
    const { id } = await shownPicture();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => [deactivate(id), restore(id), remove(id)]).flat(),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    await restore(id);
    await app.settle();
    for (const url of await urlsOf(id)) {
      expect(await app.fetched(url)).toBe(200);
    }
    const log = (await acts(id)).map(({ action }) => action);
    expect(log.some((action, i) => action === 'media.deactivated' && action === log[i - 1])).toBe(
      false,
    );
  });
});
