import { MediaService } from '#libs/media';
import { ObjectStorage, StorageFailure } from '#libs/storage';
import { type PictureFile, pictures, storedObjects } from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { type MediaStage, mediaStage, post } from './stage.js';

const BOUNDARY = '----maru';

let app: MediaStage;
let mina: Account;
let joon: Account;

beforeAll(async () => {
  app = await mediaStage();
  ({ mina, joon } = await accounts(app, 'mina', 'joon'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

/** A form with a file and text fields before and after it. */
function form(file: PictureFile, before = {}, after = {}): Buffer {
  const part = (head: string, body: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]);
  const texts = (fields: object) =>
    Object.entries(fields).map(([name, value]) => part(`name="${name}"`, String(value)));
  return Buffer.concat([
    ...texts(before),
    part(`name="file"; filename="${file.name}"\r\nContent-Type: text/plain`, file.data),
    ...texts(after),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

function send(body: Buffer, headers: Record<string, string> = {}, as: Account | null = mina) {
  return app.request({
    method: 'POST',
    url: '/v1/media',
    ...(as && { as }),
    body,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
  });
}

async function uploaded(): Promise<string> {
  const { body, status } = await send(form(await pictures.jpeg()));
  expect(status).toBe(201);
  return body.id;
}

describe('POST /v1/media', () => {
  it('tells that a file comes without a filename, and takes no path as a name', async () => {
    const file = await pictures.jpeg();
    const named = form(file).toString('latin1');
    const nameless = Buffer.from(named.replace(`; filename="${file.name}"`, ''), 'latin1');
    const refused = await send(nameless);
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/file', code: 'wrong-type', detail: expect.stringContaining('no filename') }],
    ]);
    for (const [name, kept] of [
      ['../../etc/cron.d/x.jpg', 'x.jpg'],
      ['..', 'picture'],
      ['C:\\fakepath\\me.png', 'me.png'],
    ]) {
      const { body } = await send(form(file, { name }));
      expect(body.name).toBe(kept);
      const renamed = await app.request({
        method: 'PATCH',
        url: `/v1/media/${body.id}`,
        as: mina,
        body: { name },
      });
      expect(renamed.body.name).toBe(kept);
    }
  });

  it('gives the picture, its address and its tag', async () => {
    const answer = await send(
      form(await pictures.jpegWithLocation(), { altText: '고양이' }, { name: 'cat.jpg' }),
    );

    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/v1/media/${answer.body.id}`);
    expect(answer.headers['etag']).toMatch(/^"1-/);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      name: 'cat.jpg',
      url: null,
      mimeType: 'image/jpeg',
      width: 300,
      height: 400,
      bytes: expect.any(Number),
      altText: '고양이',
      blurhash: null,
      status: 'processing',
      variants: null,
      postId: null,
      createdAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    });
  });

  it.each([
    ['a renamed text', pictures.renamedText, 415, 'unsupported-media-type'],
    ['an SVG', pictures.svg, 415, 'unsupported-media-type'],
    ['nothing', pictures.empty, 415, 'unsupported-media-type'],
    ['a truncated photo', pictures.truncated, 422, 'media-unreadable'],
    ['56 megapixels', pictures.tooManyPixels, 422, 'too-many-pixels'],
    [
      'more than 15 MB',
      async () => ({
        name: 'large.jpg',
        data: Buffer.concat([(await pictures.jpeg()).data, Buffer.alloc(15 * 1024 * 1024)]),
      }),
      413,
      'payload-too-large',
    ],
  ])('refuses %s', async (_what, make, status, code) => {
    const before = await storedObjects(app);

    const answer = await send(form(await make()));

    expect([answer.status, answer.body?.code]).toEqual([status, code]);
    expect(await storedObjects(app)).toEqual(before);
  });

  it('refuses forms with wrong fields, without a file, and other bodies', async () => {
    const file = await pictures.jpeg();
    const before = await storedObjects(app);
    const refused = [
      await send(form(file, { altText: 'x'.repeat(1001) })),
      await send(form(file, {}, { name: 'x'.repeat(256) })),
      await send(form(file, { name: '' })),
      await send(form(file, {}, { owner: '1' })),
      await send(form(file).subarray(0, 600)),
      await send(Buffer.from(`--${BOUNDARY}--\r\n`)),
    ];

    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    const json = await send(Buffer.from('{}'), { 'content-type': 'application/json' });
    expect(json.status).toBe(415);
    expect((await send(form(file), {}, null)).status).toBe(401);
    expect(await storedObjects(app)).toEqual(before);
  });

  it('gives the same picture for the same key', async () => {
    const body = form(await pictures.jpeg());
    const first = await send(body, { 'idempotency-key': 'upload-1' });
    const again = await send(body, { 'idempotency-key': 'upload-1' });
    const other = await send(form(await pictures.png()), { 'idempotency-key': 'upload-1' });

    expect(again.body.id).toBe(first.body.id);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('is 503 while the storage is away, and leaves nothing', async () => {
    const before = await storedObjects(app);
    jest
      .spyOn(app.get(ObjectStorage), 'put')
      .mockRejectedValueOnce(new StorageFailure('store', new Error('away')));

    const answer = await send(form(await pictures.jpeg()));

    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(answer.headers['retry-after']).toBe('30');
    expect(await storedObjects(app)).toEqual(before);
  });
});

describe('/v1/media/{mediaId}', () => {
  it('is shown to its owner, with addresses once it is ready', async () => {
    const id = await uploaded();
    await app.settle();

    const answer = await app.read(`/v1/media/${id}`, mina);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: 'ready',
      blurhash: expect.any(String),
      variants: {
        thumbnail: { url: expect.stringContaining('/thumbnail.webp?'), width: 120, height: 80 },
        small: { width: 120, height: 80 },
        large: { width: 120, height: 80 },
      },
    });
    for (const as of [joon, undefined]) {
      expect((await app.read(`/v1/media/${id}`, as)).status).toBe(404);
    }
    for (const path of ['0', 'abc', '99999999999999999999', '12']) {
      expect((await app.read(`/v1/media/${path}`, mina)).status).toBe(404);
    }
  });

  it('is changed and deleted by its owner only, and not by mistake', async () => {
    const id = await uploaded();
    await app.get(MediaService).claim(mina.id, [id as never], post(8), true);
    const url = `/v1/media/${id}`;
    const patch = (body: object, as = mina, headers = {}) =>
      app.request({ method: 'PATCH', url, as, body, headers });
    const { etag } = (await app.read(url, mina)).headers;

    expect((await app.read(url)).status).toBe(200);
    expect((await patch({ altText: 'x' }, joon)).status).toBe(403);
    expect((await app.request({ method: 'DELETE', url, as: joon })).status).toBe(403);
    const changed = await patch({ altText: '마루', name: 'floor.jpg' }, mina, { 'if-match': etag });
    expect(changed.body).toMatchObject({ altText: '마루', name: 'floor.jpg', postId: '8' });
    expect((await patch({ altText: null }, mina, { 'if-match': etag })).status).toBe(412);
    expect((await patch({ altText: null })).body.altText).toBeNull();
    for (const body of [{ name: null }, { name: '' }, { altText: 5 }, { url: 'x' }]) {
      expect((await patch(body)).status).toBe(400);
    }
    expect((await app.request({ method: 'DELETE', url, as: mina })).status).toBe(204);
    expect((await app.read(url, mina)).status).toBe(404);
    expect((await app.request({ method: 'DELETE', url, as: mina })).status).toBe(404);
  });
});

it('GET /v1/me/images lists my pictures', async () => {
  const earlier = await uploaded();
  const id = await uploaded();

  const answer = await app.read('/v1/me/images?limit=1', mina);

  expect(answer.body.items.map((image: { id: string }) => image.id)).toEqual([id]);
  expect(answer.body.nextCursor).toEqual(expect.any(String));
  const next = await app.read(`/v1/me/images?limit=1&cursor=${answer.body.nextCursor}`, mina);
  expect(next.body.items[0].id).toBe(earlier);
  expect((await app.read('/v1/me/images', joon)).body).toEqual({ items: [], nextCursor: null });
  expect((await app.read('/v1/me/images')).status).toBe(401);
});

describe('/media/', () => {
  it('serves what is for everyone, outside the API', async () => {
    const id = await uploaded();
    await app.get(MediaService).claim(mina.id, [id as never], post(10), true);
    await app.settle();
    const { body } = await app.read(`/v1/media/${id}`);

    const file = await app.read(new URL(body.url).pathname);

    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toBe('image/jpeg');
    expect(file.headers['cache-control']).toBe('public, max-age=86400, immutable');
    expect(file.headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  it('answers with a problem for everything else', async () => {
    for (const path of [
      '/media/public/none/original.jpg',
      '/media/incoming/x',
      '/media/../../etc/passwd',
      '/media/public/a%00b.jpg',
      '/media/',
    ]) {
      const answer = await app.read(path);
      expect([path, answer.status, answer.body?.code]).toEqual([path, 404, 'not-found']);
    }
  });
});
