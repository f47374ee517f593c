import { text } from 'node:stream/consumers';
import { eventually } from '#libs/testing';
import type { ObjectAddresses } from '../src/object-addresses.js';
import type { ObjectStorage } from '../src/object-storage.js';
import { type RunningStore, stores } from './stores.js';

describe.each(stores)('addresses of objects %s', (_where, start) => {
  let running: RunningStore;
  let storage: ObjectStorage;
  let addresses: ObjectAddresses;

  beforeAll(async () => {
    running = await start();
    ({ storage, addresses } = running);
  });
  afterAll(() => running.stop());

  it('signs addresses that read exactly one object, and end', async () => {
    await storage.put('private/s/original.webp', Buffer.from('secret'), {
      contentType: 'image/webp',
    });
    await storage.put('private/t/original.webp', Buffer.from('other'), {
      contentType: 'image/webp',
    });
    const url = addresses.signed('private/s/original.webp', 60);

    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('secret');
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect((await fetch(url.replace('private/s/', 'private/t/'))).ok).toBe(false);
    expect((await fetch(url.split('?')[0] ?? '')).ok).toBe(false);
    const short = addresses.signed('private/s/original.webp', 1);
    await eventually(async () => !(await fetch(short)).ok);
  });

  it('gives the same signed address for a while', () => {
    const first = addresses.signed('private/s/original.webp', 3600);
    const second = addresses.signed('private/s/original.webp', 3600);
    const third = addresses.signed('private/s/original.webp', 3600);

    // The while may end between two of them.
    expect([first, third]).toContain(second);
  });

  it('lets a client put an object of the announced size and type itself', async () => {
    const upload = await storage.presignUpload('incoming/direct', {
      contentType: 'image/png',
      bytes: 5,
      ttlSeconds: 60,
    });

    const answer = await fetch(upload.url, {
      method: upload.method,
      headers: withoutLength(upload.headers),
      body: 'bytes',
    });

    expect(answer.status).toBe(200);
    expect(await text((await storage.get('incoming/direct')).stream)).toBe('bytes');
    expect(upload.expiresAt.getTime()).toBeGreaterThan(Date.now());
    const wrongType = { ...withoutLength(upload.headers), 'content-type': 'text/html' };
    const refused = [
      await fetch(upload.url, { method: 'PUT', headers: wrongType, body: 'bytes' }),
      await fetch(upload.url, {
        method: 'PUT',
        headers: withoutLength(upload.headers),
        body: 'too many bytes',
      }),
    ];
    expect(refused.map((answer) => answer.ok)).toEqual([false, false]);
  });
});

/** `fetch` says the length itself. */
function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
}
