import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type PictureFormat, pictureFormat } from '../medium/picture-format.js';
import type { DecoderOrder } from './decoder-orders.js';
import { type DecoderLimits, DecoderProcess } from './decoder-process.js';

const MIB = 1024 * 1024;
const enough: DecoderLimits = { memory: 500 * MIB, time: 60_000, niceness: 5 };
const never = new AbortController().signal;

let folder: string;
let heavy: DecoderOrder;
let light: DecoderOrder;
let decoder: DecoderProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru-decoder-'));
  const flat = (side: number) =>
    sharp({ create: { width: side, height: side, channels: 3, background: '#123456' } });
  const order = async (name: string, format: PictureFormat, data: Buffer) => {
    const file = join(folder, name);
    await writeFile(file, data);
    return { task: 'examine', file, format, ceiling: 2_000 * MIB } as const;
  };
  const [avif, jpeg] = [pictureFormat('image/avif')!, pictureFormat('image/jpeg')!];
  heavy = await order('heavy', avif, await flat(4_000).avif({ effort: 0 }).toBuffer());
  light = await order('light', jpeg, await flat(50).jpeg().toBuffer());
});
afterEach(() => decoder?.stop());
afterAll(() => rm(folder, { recursive: true }));

function started(limits: Partial<DecoderLimits> = {}): DecoderProcess {
  decoder = new DecoderProcess({ ...enough, ...limits });
  return decoder;
}

it('decodes one picture after the other', async () => {
  const here = started();

  for (const order of [light, heavy, light]) {
    expect(await here.ask(order, never)).toMatchObject({ kind: 'done' });
  }
});

it('tells what a picture needs before it decodes it', async () => {
  const outcome = await started().ask({ ...heavy, ceiling: 90 * MIB }, never);

  expect(outcome).toMatchObject({ kind: 'too-heavy' });
  expect(outcome.kind === 'too-heavy' && outcome.need).toBeGreaterThan(250 * MIB);
});

it('ends, or refuses, a picture that takes more memory than its limit, and never takes it', async () => {
  const here = started({ memory: 60 * MIB });

  const end = await here.ask(heavy, never).catch((error: unknown) => error);

  expect(end).toMatchObject(
    end instanceof Error
      ? { name: 'DecoderStopped' }
      : { kind: 'refused', code: 'media-unreadable' },
  );
});

it('ends when the time is over, and when it is asked to', async () => {
  await expect(started({ time: 1 }).ask(heavy, never)).rejects.toMatchObject({ reason: 'time' });
  const asked = new AbortController();
  const here = started();
  const answer = here.ask(heavy, asked.signal);

  asked.abort();

  await expect(answer).rejects.toMatchObject({ reason: 'asked' });
  expect(here.alive).toBe(false);
});

it('tells that somebody killed it', async () => {
  const here = started();
  const answer = here.ask(heavy, never);

  process.kill(here.pid, 'SIGKILL');

  await expect(answer).rejects.toMatchObject({ reason: 'killed' });
  await expect(here.ask(light, never)).rejects.toMatchObject({ reason: 'killed' });
});
