import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExportWriter } from './export-writer.js';
import { centralDirectoryEnd, centralRecord, dataDescriptor, localHeader } from './zip-records.js';
import { ZipStream } from './zip-stream.js';

const MADE_AT = new Date('2026-11-21T03:04:06.000Z');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru-zip-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes an archive to the disk while it is made. */
async function archive(fill: (zip: ZipStream) => Promise<void>): Promise<string> {
  const path = join(folder, 'archive.zip');
  const zip = new ZipStream(MADE_AT);
  await Promise.all([
    pipeline(zip.stream, createWriteStream(path)),
    fill(zip).then(() => zip.finish()),
  ]);
  return path;
}

/** What Python's reader finds, after it has checked every sum. */
function contents(path: string): { name: string; text: string; time: number[] }[] {
  const script = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps([
  {'name': i.filename, 'text': archive.read(i).decode(), 'time': list(i.date_time)}
  for i in archive.infolist()
]))`;
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
}

const text = (...pieces: string[]) => Readable.from(pieces);

it('makes an archive that other programs read, with names of any script', async () => {
  const path = await archive(async (zip) => {
    await zip.add('마루/사진 목록.json', text('["', '마루', '"]'));
    await zip.add('empty.txt', text());
    await zip.add('long.txt', text('a'.repeat(300_000), 'b'), 1);
  });
  expect(contents(path)).toEqual([
    { name: '마루/사진 목록.json', text: '["마루"]', time: [2026, 11, 21, 3, 4, 6] },
    { name: 'empty.txt', text: '', time: [2026, 11, 21, 3, 4, 6] },
    { name: 'long.txt', text: `${'a'.repeat(300_000)}b`, time: [2026, 11, 21, 3, 4, 6] },
  ]);
  expect(execFileSync('unzip', ['-tq', path], { encoding: 'utf8' })).toContain('No errors');
});

it('makes an archive without files', async () => {
  expect(contents(await archive(() => Promise.resolve()))).toEqual([]);
});

it('holds more files than 16 bits can count', async () => {
  const nothing = Buffer.from([3, 0]);
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (let i = 0; i < 65_540; i += 1) {
    const name = Buffer.from(`${i}.txt`);
    const entry = { name, madeAt: MADE_AT, offset, crc: 0, size: 0, compressedSize: 2 };
    const file = Buffer.concat([localHeader(entry), nothing, dataDescriptor(entry)]);
    parts.push(file);
    records.push(centralRecord(entry));
    offset += file.length;
  }
  const table = Buffer.concat(records);
  const end = centralDirectoryEnd(records.length, offset, offset + table.length);
  const path = join(folder, 'many.zip');
  await writeFile(path, Buffer.concat([...parts, table, end]));
  const count = execFileSync(
    'python3',
    ['-c', 'import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))', path],
    { encoding: 'utf8' },
  );
  expect(Number(count)).toBe(65_540);
});

it('says where a file beyond 4 GiB begins', () => {
  const entry = { name: Buffer.from('a'), madeAt: MADE_AT, crc: 0, size: 1, compressedSize: 1 };
  const near = centralRecord({ ...entry, offset: 77 });
  expect([near.length, near.readUInt32LE(42)]).toEqual([47, 77]);
  const far = centralRecord({ ...entry, offset: 5_000_000_000 });
  expect(far.readUInt32LE(42)).toBe(0xffff_ffff);
  expect(far.readUInt16LE(30)).toBe(12);
  expect(far.readBigUInt64LE(47 + 4)).toBe(5_000_000_000n);
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
  const reading = pipeline(zip.stream, createWriteStream(join(folder, 'broken.zip')));
  const failing = async function* () {
    yield await Promise.resolve('a');
    throw new Error('no more');
  };
  await expect(zip.add('a', failing())).rejects.toThrow('no more');
  zip.abort(new Error('no more'));
  await expect(reading).rejects.toThrow('no more');
});

it('writes values and lists as JSON', async () => {
  const path = await archive(async (zip) => {
    const files = new ExportWriter(zip);
    await files.value('one', { at: MADE_AT });
    await files.list('none', Readable.from([]));
    await files.list('many', Readable.from(Array.from({ length: 450 }, (_, id) => ({ id }))));
    await files.file('a.bin', text('raw'));
  });
  const found = contents(path);
  expect(found.map(({ name }) => name)).toEqual(['one.json', 'none.json', 'many.json', 'a.bin']);
  expect(JSON.parse(found[0]!.text)).toEqual({ at: '2026-11-21T03:04:06.000Z' });
  expect(JSON.parse(found[1]!.text)).toEqual([]);
  expect(JSON.parse(found[2]!.text)).toHaveLength(450);
});
