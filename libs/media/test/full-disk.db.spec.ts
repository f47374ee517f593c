import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { onSmallDisk, SmallDisk, storedObjects } from '#libs/testing';
import { type ServedStage, stageOn } from './stage.js';

/** About a megabyte that no encoder makes smaller. */
async function noise() {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const data = await sharp({
    create: { width: 1000, height: 800, channels: 3, background: 'black', noise },
  })
    .jpeg({ quality: 100 })
    .toBuffer();
  return { name: 'noise.jpg', data };
}

let disk: SmallDisk | undefined;
let stage: ServedStage | undefined;

afterAll(async () => {
  await stage?.close();
  await disk?.remove();
});

onSmallDisk(
  'a full disk refuses uploads with 503, keeps what was there, and leaves nothing of the others',
  async () => {
    disk = await SmallDisk.mount(12);
    stage = await stageOn({ DATA_DIR: disk.path });
    const app = stage;
    const { ask, send, mina } = app;
    const photo = await noise();
    const first = await send(photo);
    await app.settle();
    const kept = (await ask('GET', `/v1/media/${String(first.body.id)}`, mina)).body;

    const answers = await Promise.all(Array.from({ length: 16 }, () => send(photo)));

    const taken = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body, headers } of refused) {
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '30']);
    }
    const upload = (
      await ask('POST', '/v1/media/uploads', mina, {
        name: 'a.jpg',
        mimeType: 'image/jpeg',
        bytes: photo.data.length,
      })
    ).body;
    const put = () =>
      fetch(upload.url, {
        method: 'PUT',
        headers: { 'content-type': 'image/jpeg' },
        body: new Uint8Array(photo.data),
      });
    const filler = join(disk.path, 'filler');
    await expect(writeFile(filler, Buffer.alloc(12 * 1024 * 1024))).rejects.toThrow('ENOSPC');
    const answer = await put();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    const listed = (await ask('GET', '/v1/me/images?limit=100', mina)).body.items;
    expect(listed).toHaveLength(1 + taken.length);
    expect(await storedObjects(app)).toHaveLength(4 + taken.length);
    expect((await fetch(kept.url)).status).toBe(200);

    await rm(filler);
    await disk.resize(64);
    expect((await put()).status).toBe(200);
    await app.settle();
    expect((await send(photo)).status).toBe(201);
    await app.settle();
    for (const { body } of taken) {
      expect((await ask('GET', `/v1/media/${String(body.id)}`, mina)).body.status).toBe('ready');
    }
    expect(await storedObjects(app)).toHaveLength(4 * (2 + taken.length) + 1);
  },
);
