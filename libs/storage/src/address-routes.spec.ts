import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { PROBLEM_STATUS, problemOf } from '#libs/http';
import { serveAddresses } from './address-routes.js';
import { AddressSigner } from './address-signer.js';
import { LocalStorage } from './local-storage.js';
import { AddressedObjects, ObjectAddresses } from './object-addresses.js';

const SECRET = 'a secret of at least thirty-two bytes';
const PICTURE = '/media/public/0a1b/original.jpg';

let server: FastifyInstance;
let storage: LocalStorage;
/** What may not be seen any more. */
const gone = new Set<string>();

class Shown extends AddressedObjects {
  override find(address: string): Promise<string | undefined> {
    return Promise.resolve(gone.has(address) ? undefined : address);
  }

  override awaits(key: string): Promise<boolean> {
    return Promise.resolve(!gone.has(key));
  }
}

const addresses = new ObjectAddresses('', new AddressSigner([SECRET]));
addresses.register(new Shown());

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'maru-files-'));
  storage = new LocalStorage({ root, addresses });
  server = Fastify();
  server.setErrorHandler((error, _request, reply) => {
    const { problem } = problemOf(error);
    void reply.status(PROBLEM_STATUS[problem.kind]).send({ code: problem.code });
  });
  serveAddresses(server, { storage, addresses });
  for (const key of [
    'public/0a1b/original.jpg',
    'private/0a1b/thumbnail.webp',
    'incoming/0a1b',
    'public/0a1b/evil.html',
  ]) {
    await storage.put(key, Buffer.from('0123456789'));
  }
});
afterAll(async () => {
  await server.close();
  await rm(storage.root, { recursive: true });
});

describe('a public file', () => {
  it('is given to everyone, to keep for a day and to embed anywhere', async () => {
    const answer = await server.inject(PICTURE);

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('0123456789');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '10',
      'cache-control': 'public, max-age=86400, immutable',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(answer.headers.etag).toBeDefined();
    expect(answer.headers['last-modified']).toBeDefined();
  });

  it('answers HEAD without the bytes', async () => {
    const answer = await server.inject({ method: 'HEAD', url: PICTURE });

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('');
    expect(answer.headers['content-length']).toBe('10');
  });

  it('is not sent again to who has it', async () => {
    const { etag, 'last-modified': modified } = (await server.inject(PICTURE)).headers;

    for (const headers of [{ 'if-none-match': String(etag) }, { 'if-modified-since': modified }]) {
      const answer = await server.inject({ url: PICTURE, headers });
      expect(answer.statusCode).toBe(304);
      expect(answer.body).toBe('');
    }
  });

  it.each([
    { 'if-match': '"of another file"' },
    { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ])('is not sent to who wants it as it was: %j', async (headers) => {
    const answer = await server.inject({ url: PICTURE, headers });
    expect([answer.statusCode, answer.json()]).toEqual([412, { code: 'precondition-failed' }]);
  });

  it('can be read in parts', async () => {
    const part = async (range: string) => server.inject({ url: PICTURE, headers: { range } });

    const middle = await part('bytes=2-4');
    expect(middle.statusCode).toBe(206);
    expect(middle.body).toBe('234');
    expect(middle.headers['content-range']).toBe('bytes 2-4/10');
    expect((await part('bytes=-3')).body).toBe('789');
    const beyond = await part('bytes=10-');
    expect(beyond.statusCode).toBe(416);
    expect(beyond.headers['content-range']).toBe('bytes */10');
    expect(beyond.json()).toEqual({ code: 'range-not-satisfiable' });
    expect((await part('lines=1-2')).statusCode).toBe(200);
  });

  it('is never a page, whatever it is called', async () => {
    const answer = await server.inject('/media/public/0a1b/evil.html');

    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });
});

describe('a private file', () => {
  it('is given to holders of its signed address for as long as the address lives', async () => {
    const answer = await server.inject(addresses.signed('private/0a1b/thumbnail.webp', 3600));

    expect(answer.statusCode).toBe(200);
    const [, age] = /^private, max-age=(\d+)$/.exec(answer.headers['cache-control'] ?? '') ?? [];
    expect(Number(age)).toBeGreaterThan(2600);
    expect(Number(age)).toBeLessThanOrEqual(3600);
  });

  it('is not found without a signature, or with one that is old, strange or for another file', async () => {
    const url = new URL(addresses.signed('private/0a1b/thumbnail.webp', 3600), 'http://localhost');
    const changed = (change: (query: URLSearchParams) => void) => {
      const copy = new URL(url);
      change(copy.searchParams);
      return copy.pathname + copy.search;
    };
    const expired = new AddressSigner([SECRET]).sign(
      { act: 'read', key: 'private/0a1b/thumbnail.webp' },
      1,
    );

    for (const address of [
      url.pathname,
      changed((q) => {
        q.delete('signature');
      }),
      changed((q) => {
        q.delete('expires');
      }),
      changed((q) => {
        q.set('signature', 'AAAA');
      }),
      changed((q) => {
        q.set('expires', String(Number(q.get('expires')) + 1));
      }),
      changed((q) => {
        q.set('expires', 'NaN');
      }),
      changed((q) => {
        q.append('expires', '9999999999');
      }),
      changed((q) => {
        q.append('signature', 'x');
      }),
      `${url.pathname}?expires=1&signature=${expired}`,
      `/media/private/0a1b/original.jpg${url.search}`,
    ]) {
      expect((await server.inject(address)).statusCode).toBe(404);
    }
  });

  it('has one signature: what decodes to the same bytes is another', async () => {
    const url = addresses.signed('private/0a1b/thumbnail.webp', 3600);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(url.at(-1)!);
    // 256 bits are 43 characters, of whose last one two bits are spare.
    for (const spare of [1, 2, 3]) {
      const same = url.slice(0, -1) + alphabet[(last & ~3) | ((last & 3) ^ spare)]!;
      expect((await server.inject(same)).statusCode).toBe(404);
    }
    for (const text of [`${url}=`, `${url}%00`, `${url}%20`]) {
      expect((await server.inject(text)).statusCode).toBe(404);
    }
  });

  it('is not found any more once it may not be seen, whoever holds its address', async () => {
    for (const url of [
      '/media/public/0a1b/original.jpg',
      addresses.signed('private/0a1b/thumbnail.webp', 60),
    ]) {
      const { pathname } = new URL(url, 'http://localhost');
      gone.add(pathname.slice('/media/'.length));
      expect((await server.inject(url)).statusCode).toBe(404);
      expect((await server.inject({ method: 'HEAD', url })).statusCode).toBe(404);
      gone.clear();
      expect((await server.inject(url)).statusCode).toBe(200);
    }
  });

  it('keeps its address through a rotation of the secret', () => {
    const rotated = new AddressSigner(['another secret of thirty-two bytes', SECRET]);
    const later = Math.floor(Date.now() / 1000) + 60;
    const act = { act: 'read', key: 'private/0a1b/thumbnail.webp' } as const;

    expect(rotated.allows(act, later, addresses.signer.sign(act, later), new Date())).toBe(true);
    expect(addresses.signer.allows(act, later, rotated.sign(act, later), new Date())).toBe(false);
  });
});

it('finds nothing at any other path, and never fails', async () => {
  for (const path of [
    '/media/incoming/0a1b',
    '/media/',
    '/media/public',
    '/media/public/',
    '/media/public/0a1b',
    '/media/public/0a1b/',
    '/media/public/none/original.jpg',
    '/media/public/0a1b/original.jpg/more',
    '/media/public/../private/0a1b/thumbnail.webp',
    '/media/public/%2e%2e/private/0a1b/thumbnail.webp',
    '/media/..%2f..%2fetc%2fpasswd',
    '/media/public/0a1b/original.jpg%00.png',
    '/media/.parts/x',
    `/media/public/${'a'.repeat(5000)}`,
    '/media/uploads/0a1b',
    '/media/public/%F0%9F%98%80.jpg',
  ]) {
    const { statusCode } = await server.inject(path);
    expect([path, statusCode]).toEqual([path, 404]);
  }
  expect((await server.inject('/media/public/%zz')).statusCode).toBe(400);
});

describe('a direct upload', () => {
  const announced = { contentType: 'image/png', bytes: 5, ttlSeconds: 60 };
  const put = (url: string, type: string, body: string) =>
    server.inject({ method: 'PUT', url, headers: { 'content-type': type }, body });

  it('is taken at its signed address, and only there', async () => {
    const upload = await storage.presignUpload('incoming/direct', announced);

    for (const [was, forged] of [
      ['direct', 'other'],
      ['bytes=5', 'bytes=6'],
      ['bytes=5', 'bytes=5x'],
      ['image%2Fpng', 'image%2Fgif'],
    ] as const) {
      const answer = await put(upload.url.replace(was, forged), 'image/png', '12345');
      expect([forged, answer.statusCode]).toEqual([forged, 404]);
    }
    expect(await storage.exists('incoming/direct')).toBe(false);
    expect((await put(upload.url, 'image/png', '12345')).statusCode).toBe(200);
    expect((await storage.stat('incoming/direct'))?.size).toBe(5);
  });

  it.each([
    ['of another type', 'image/jpeg', '12345', 415, 'unsupported-media-type'],
    ['of no picture type', 'text/html', '12345', 415, 'unsupported-media-type'],
    ['too large', 'image/png', '123456', 413, 'payload-too-large'],
    ['too small', 'image/png', '1234', 422, 'upload-mismatch'],
    ['empty', 'image/png', '', 422, 'upload-mismatch'],
  ])('that is %s is refused, and says why', async (_what, type, body, status, code) => {
    const upload = await storage.presignUpload('incoming/mistaken', announced);

    const answer = await put(upload.url, type, body);

    expect([answer.statusCode, answer.json()]).toEqual([status, { code }]);
    expect(await storage.exists('incoming/mistaken')).toBe(false);
  });

  it('is not taken once it is not waited for any more', async () => {
    const upload = await storage.presignUpload('incoming/late', announced);
    gone.add('incoming/late');

    expect((await put(upload.url, 'image/png', '12345')).statusCode).toBe(404);
    expect(await storage.exists('incoming/late')).toBe(false);
  });

  it('gives no right to read', async () => {
    const upload = await storage.presignUpload('incoming/unread', announced);

    expect((await server.inject(upload.url)).statusCode).toBe(404);
  });
});
