import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { filesOf } from '#libs/testing';
import { ExportWriter } from './export-writer.js';
import { ZipStream } from './zip-stream.js';

const MADE_AT = new Date('2026-11-21T03:04:06.000Z');

/** The bytes of an archive, read while it is made. */
async function archive(fill: (zip: ZipStream) => Promise<void>): Promise<Buffer> {
  const zip = new ZipStream(MADE_AT);
  const reading = buffer(zip.stream);
  await fill(zip);
  zip.finish();
  return reading;
}

/** What another reader finds. */
async function found(bytes: Buffer): Promise<{ name: string; text: string }[]> {
  const files = await filesOf(bytes);
  expect(files.map(({ time }) => time)).toEqual(files.map(() => MADE_AT));
  return files.map(({ name, content }) => ({ name, text: content.toString() }));
}

const text = (...pieces: string[]) => Readable.from(pieces);

it('makes an archive that other programs read, with names of any script', async () => {
  const bytes = await archive(async (zip) => {
    await zip.add('마루/사진 목록.json', text('["', '마루', '"]'));
    await zip.add('empty.txt', text());
    await zip.add('long.txt', text('a'.repeat(300_000), 'b'), 1);
  });
  expect(await found(bytes)).toEqual([
    { name: '마루/사진 목록.json', text: '["마루"]' },
    { name: 'empty.txt', text: '' },
    { name: 'long.txt', text: `${'a'.repeat(300_000)}b` },
  ]);
});

it('makes an archive without files', async () => {
  expect(await found(await archive(() => Promise.resolve()))).toEqual([]);
});

it('is not written further than it is read', async () => {
  const zip = new ZipStream(MADE_AT);
  let given = 0;
  const endless = async function* () {
    for (;;) {
      given += 1;
      yield await Promise.resolve(
        Buffer.from(Array.from({ length: 9_000 }, () => Math.random() * 256)),
      );
    }
  };
  const writing = zip.add('endless', endless());
  await new Promise((resolve) => zip.stream.once('readable', resolve));
  for (let turn = 0; turn < 1_000; turn += 1) {
    await new Promise(setImmediate);
  }
  expect(given).toBeLessThan(100);
  zip.stream.destroy();
  await expect(writing).rejects.toThrow('Nobody reads the archive any more.');
});

it('fails for its reader when its content fails', async () => {
  const zip = new ZipStream(MADE_AT);
  const reading = pipeline(zip.stream, new PassThrough().resume());
  const failing = async function* () {
    yield await Promise.resolve('a');
    throw new Error('no more');
  };
  await expect(zip.add('a', failing())).rejects.toThrow('no more');
  zip.abort(new Error('no more'));
  await expect(reading).rejects.toThrow('no more');
});

it('writes values and lists as JSON', async () => {
  const bytes = await archive(async (zip) => {
    const writer = new ExportWriter(zip);
    await writer.value('one', { at: MADE_AT });
    await writer.list('none', Readable.from([]));
    await writer.list('many', Readable.from(Array.from({ length: 450 }, (_, id) => ({ id }))));
    await writer.file('a.bin', text('raw'));
  });
  const files = await found(bytes);
  expect(files.map(({ name }) => name)).toEqual(['one.json', 'none.json', 'many.json', 'a.bin']);
  expect(JSON.parse(files[0]!.text)).toEqual({ at: '2026-11-21T03:04:06.000Z' });
  expect(JSON.parse(files[1]!.text)).toEqual([]);
  expect(JSON.parse(files[2]!.text)).toHaveLength(450);
});
