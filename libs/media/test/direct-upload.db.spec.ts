import { pictures, storedObjects } from '#libs/testing';
import type { Account } from '#libs/testing/accounts';
import { type ServedStage, stages } from './stage.js';

interface Opened {
  mediaId: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  expiresAt: string;
}

describe.each(stages)('a direct upload to a storage %s', (_where, start) => {
  let app: ServedStage;
  let mina: Account;
  let joon: Account;

  beforeAll(async () => {
    app = await start();
    ({ mina, joon } = app);
  });
  afterAll(() => app.close());

  const announce = async (bytes: number, mimeType = 'image/png'): Promise<Opened> => {
    const body = { name: 'a.png', mimeType, bytes };
    const answer = await app.ask('POST', '/v1/media/uploads', mina, body);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/media/${answer.body.mediaId}`);
    return answer.body;
  };
  /** Whether the storage took it. `fetch` says the length itself. */
  const put = async (
    { url, headers }: Pick<Opened, 'url' | 'headers'>,
    body: Buffer,
    type = headers['content-type'] ?? '',
  ): Promise<boolean> => {
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
    await answer.arrayBuffer();
    return answer.ok;
  };
  const complete = async (id: string, as = mina): Promise<string> => {
    const { status, body } = await app.ask('POST', `/v1/media/${id}/complete`, as);
    return `${String(status)} ${String(body.code ?? body.status)}`;
  };

  it('is opened, sent, completed and processed like any other', async () => {
    const { data } = await pictures.jpegWithLocation();
    const upload = await announce(data.length, 'image/jpeg');
    expect(upload.method).toBe('PUT');
    expect(Date.parse(upload.expiresAt)).toBeGreaterThan(Date.now());
    expect((await app.ask('GET', `/v1/media/${upload.mediaId}`, mina)).status).toBe(404);

    expect(await put(upload, data)).toBe(true);
    const [place] = /[0-9a-f]{32}/.exec(new URL(upload.url).pathname)!;
    expect(await storedObjects(app)).toContain(`incoming/${place}`);
    expect(await complete(upload.mediaId)).toBe('200 processing');
    await app.settle();

    const { body } = await app.ask('GET', `/v1/media/${upload.mediaId}`, mina);
    expect(body).toMatchObject({ status: 'ready', width: 300, height: 400 });
    expect((await fetch(body.variants.small.url)).status).toBe(200);
    expect(await storedObjects(app)).not.toContain(`incoming/${place}`);
  });

  it('is held to the announced size and type', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);

    expect(await put(upload, Buffer.concat([data, Buffer.from('x')]))).toBe(false);
    expect(await put(upload, data.subarray(1))).toBe(false);
    expect(await put(upload, data, 'image/jpeg')).toBe(false);
    expect(await put(upload, data, 'text/html')).toBe(false);
    expect(await complete(upload.mediaId)).toBe('409 upload-incomplete');
    expect(await put(upload, data)).toBe(true);
  });

  it('is taken at its own address only: a changed signature, place or time is refused', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    const at = (change: (url: URL) => void) => {
      const url = new URL(upload.url);
      change(url);
      return { ...upload, url: url.href };
    };
    const query = new URL(upload.url).searchParams;
    const [signature] = [...query.keys()].filter((name) => /signature$/i.test(name));
    const [expiry] = [...query.keys()].filter((name) => /expires$/i.test(name));

    for (const tampered of [
      at((url) => {
        url.searchParams.set(
          signature!,
          query.get(signature!)!.replace(/^./, (first) => (first === '0' ? '1' : '0')),
        );
      }),
      at((url) => {
        url.searchParams.delete(signature!);
      }),
      at((url) => {
        url.searchParams.set(expiry!, String(Number(query.get(expiry!)) + 600));
      }),
      at((url) => {
        url.pathname = url.pathname.replace(/[0-9a-f]{32}/, 'f'.repeat(32));
      }),
    ]) {
      expect([tampered.url, await put(tampered, data)]).toEqual([tampered.url, false]);
    }
    expect(await storedObjects(app)).not.toContain(`incoming/${'f'.repeat(32)}`);
  });

  it('is refused once its address has expired', async () => {
    const { data } = await pictures.png();
    const now = Date.now();
    jest.useFakeTimers({
      now: now - 2 * 60 * 60 * 1000,
      doNotFake: [
        'setTimeout',
        'setInterval',
        'setImmediate',
        'nextTick',
        'queueMicrotask',
        'clearTimeout',
        'clearInterval',
        'clearImmediate',
        'performance',
        'hrtime',
      ],
    });
    const { headers, ...upload } = await announce(data.length).finally(() => jest.useRealTimers());

    expect(Date.parse(upload.expiresAt)).toBeLessThan(now);
    expect(await put({ ...upload, headers }, data)).toBe(false);
  });

  it('gives no right to read', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    await put(upload, data);

    expect((await fetch(upload.url)).ok).toBe(false);
  });

  it('is completed by its owner alone', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    await put(upload, data);

    expect(await complete(upload.mediaId, joon)).toBe('404 not-found');
    expect(await complete(upload.mediaId)).toBe('200 processing');
    expect(await complete(upload.mediaId, joon)).toBe('404 not-found');
  });

  it('is complete once, however often that is said', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    await put(upload, data);

    const answers = await Promise.all(Array.from({ length: 8 }, () => complete(upload.mediaId)));
    expect(new Set(answers)).toEqual(new Set(['200 processing']));
    const jobs = await app.sql<{ count: number }>(
      `
      select count(*)::int as count
      from pgboss.job
      where name = 'media.make-variants' and data ->> 'mediaId' = $1 and state < 'active'
      `,
      [upload.mediaId],
    );
    expect(jobs).toEqual([{ count: 1 }]);
    await app.settle();

    expect(await complete(upload.mediaId)).toBe('200 ready');
  });

  it('is complete also when it is processed while somebody else completes it', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    await put(upload, data);
    // The second completion has seen the upload waiting, and finds it processed and gone.
    const [first, second] = await Promise.all([
      complete(upload.mediaId).then(() => app.settle()),
      complete(upload.mediaId),
    ]);

    expect([first, /^200 (processing|ready)$/.test(second)]).toEqual([undefined, true]);
  });

  it('is closed once it is completed: what is sent to its address afterwards is nobody’s picture', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    await put(upload, data);
    expect(await complete(upload.mediaId)).toBe('200 processing');

    // A store that signs its own addresses takes what comes; the service itself knows better.
    const isTaken = await put(upload, Buffer.alloc(data.length, 'other'));
    expect(isTaken).toBe(app.s3 !== undefined);
    await app.settle();

    expect(await complete(upload.mediaId)).toBe('200 ready');
    expect(await put(upload, Buffer.alloc(data.length, 'other'))).toBe(isTaken);
    const { body } = await app.ask('GET', `/v1/media/${upload.mediaId}`, mina);
    const original = Buffer.from(await (await fetch(body.url)).arrayBuffer());
    expect(original.subarray(0, 8)).toEqual(data.subarray(0, 8));
  });

  it('can not be completed before it was sent', async () => {
    const upload = await announce(100);

    expect(await complete(upload.mediaId)).toBe('409 upload-incomplete');
    expect((await app.ask('GET', `/v1/media/${upload.mediaId}`, mina)).status).toBe(404);
  });

  it('that is larger or smaller than announced is refused, should the storage have taken it', async () => {
    const { data } = await pictures.png();
    for (const [announced, outcome] of [
      [data.length - 1, '413 payload-too-large'],
      [data.length + 1, '409 upload-incomplete'],
    ] as const) {
      const upload = await announce(data.length);
      await put(upload, data);
      await app.sql(`update media set bytes = $2 where id = $1`, [upload.mediaId, announced]);

      expect(await complete(upload.mediaId)).toBe(outcome);
    }
  });

  it('is looked into like any other, and can be sent again', async () => {
    const { data } = await pictures.png();
    const upload = await announce(data.length);
    await put(upload, Buffer.alloc(data.length, 'text'));
    expect(await complete(upload.mediaId)).toBe('415 unsupported-media-type');
    await put(upload, Buffer.concat([data.subarray(0, 60), Buffer.alloc(data.length - 60)]));
    expect(await complete(upload.mediaId)).toBe('422 media-unreadable');

    await put(upload, data);

    expect(await complete(upload.mediaId)).toBe('200 processing');
  });

  it('is refused for what can not be a picture', async () => {
    for (const [mimeType, bytes] of [
      ['image/svg+xml', 10],
      ['image/png', 0],
      ['image/png', 15 * 1024 * 1024 + 1],
    ]) {
      const body = { name: 'a', mimeType, bytes };
      expect((await app.ask('POST', '/v1/media/uploads', mina, body)).status).toBe(400);
    }
  });
});
