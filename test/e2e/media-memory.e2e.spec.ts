import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { eventually } from '../../libs/testing/src/eventually.js';
import { Program } from './support/program.js';
import { Sender } from './support/sender.js';
import { form, inParallel } from './support/wire.js';

const UPLOADS = 100;
const AT_ONCE = 20;
const MEGABYTE = 1024 * 1024;
/** As much as a container of 768 MiB leaves to decoders. */
const DECODERS_MIB = 384;
/** Above what the program needs when it has just started: less than the pictures that are under way at once. */
const BOUND_MB = AT_ONCE * 14;

let program: Program;

const startsWith = async (settings: Record<string, string>): Promise<void> => {
  program = await Program.prepare({ PICTURE_MEMORY_MIB: String(DECODERS_MIB), ...settings });
  await program.start();
};

/** Nearly 15 MB of noise as a photo. */
async function largestPhoto(): Promise<Buffer> {
  const [width, height] = [2400, 2210];
  const data = randomFillSync(Buffer.alloc(width * height * 3));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** Megabytes that a process holds in memory. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

describe('a program that takes pictures in', () => {
  // What becomes of them is not looked at, and would keep the machine busy for minutes.
  beforeAll(() => startsWith({ WORKER: 'off' }));
  afterAll(() => program.remove());

  it('needs no more memory for 100 uploads of 15 MB, 20 at a time, than for 20', async () => {
    const sender = await Sender.signUp(program, 'sender');
    const photo = await largestPhoto();
    expect(photo.length / MEGABYTE).toBeGreaterThan(14);
    expect(photo.length / MEGABYTE).toBeLessThan(15);
    const { headers, body } = form({ name: 'file', filename: 'noise.jpg', content: photo });
    const start = await residentMegabytes(program.pid);
    const samples: { readonly done: number; readonly megabytes: number }[] = [];
    let done = 0;
    const watch = setInterval(() => {
      const at = done;
      void residentMegabytes(program.pid).then((megabytes) =>
        samples.push({ done: at, megabytes }),
      );
    }, 50);

    const statuses = await inParallel(
      Array.from({ length: UPLOADS }),
      async () => {
        // A machine that is slow lets some wait for too long; they come again.
        let { status } = await sender.send(headers, body);
        while (status === 503) {
          ({ status } = await sender.send(headers, body));
        }
        done += 1;
        return status;
      },
      AT_ONCE,
    );
    clearInterval(watch);

    const peak = (from: number, to: number) =>
      Math.max(...samples.filter((s) => s.done >= from && s.done < to).map((s) => s.megabytes));
    const [first, second] = [peak(0, UPLOADS / 2), peak(UPLOADS / 2, UPLOADS)];
    expect(statuses).toEqual(Array.from({ length: UPLOADS }, () => 201));
    expect(Math.max(first, second)).toBeLessThan(start + BOUND_MB);
    expect(second).toBeLessThan(first * 1.1);
  });
});

/** A picture of one colour: next to no bytes, and as many pixels as one wants. */
function flat(side: number, format: 'avif' | 'jpeg'): Promise<Buffer> {
  const picture = sharp({
    create: { width: side, height: side, channels: 3, background: '#3377aa' },
  });
  const data = format === 'avif' ? picture.avif({ quality: 1, effort: 0 }) : picture.jpeg();
  return data.toBuffer();
}

/** Process ids of the decoders of the program. */
async function decoders(): Promise<number[]> {
  const pid = String(program.pid);
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const found: number[] = [];
  for (const child of children.split(' ').filter((text) => text !== '')) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('decoder-program')) {
      found.push(Number(child));
    }
  }
  return found;
}

/** Megabytes that decoders hold themselves, without the program files that all processes share. */
async function decoderMegabytes(): Promise<number> {
  let total = 0;
  for (const pid of await decoders()) {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
    total += Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  }
  return total;
}

describe('pictures that take much to decode', () => {
  let peak = 0;
  let watched = false;
  let watching: Promise<void>;

  beforeAll(() => startsWith({}));
  afterAll(() => program.remove());
  beforeEach(() => {
    peak = 0;
    watched = true;
    const watch = async (): Promise<void> => {
      while (watched) {
        peak = Math.max(peak, await decoderMegabytes());
      }
    };
    watching = watch();
  });
  afterEach(async () => {
    watched = false;
    await watching;
  });

  it('are refused when they need more memory than there is, and nothing is decoded', async () => {
    const sender = await Sender.signUp(program, 'heavy');
    const heavy = await flat(7_071, 'avif');
    expect(heavy.length).toBeLessThan(10_000);

    const replies = await inParallel(Array.from({ length: 8 }), () => sender.upload(heavy));

    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(
      replies.map(() => [422, 'too-many-pixels']),
    );
    expect(replies[0]!.body.detail).toContain('MiB');
    expect(peak).toBeLessThan(DECODERS_MIB / 2);
  });

  it('are decoded in bounded memory, one after the other, and nobody else waits for them', async () => {
    const [mina, joon] = [
      await Sender.signUp(program, 'mina'),
      await Sender.signUp(program, 'joon'),
    ];
    const [heavy, light] = [await flat(3_300, 'avif'), await flat(600, 'jpeg')];
    let taken = 0;
    const uploads = Promise.all(
      Array.from({ length: 8 }, async () => {
        const reply = await mina.upload(heavy);
        taken += 1;
        return reply;
      }),
    );
    await eventually(decoders, (pids) => pids.length > 0);

    const own = await joon.upload(light);
    const takenBefore = taken;
    const replies = await uploads;
    await joon.ready(own.body.id);

    expect(own.status).toBe(201);
    expect(takenBefore).toBeLessThan(8);
    // Who waits for too long is told so, and may come again.
    for (const { status, headers } of replies.filter((reply) => reply.status !== 201)) {
      expect([status, headers['retry-after']]).toEqual([503, '10']);
    }
    expect(replies.some(({ status }) => status === 201)).toBe(true);
    for (const { body } of replies.filter(({ status }) => status === 201)) {
      await mina.ready(body.id);
    }
    expect(peak).toBeLessThan(DECODERS_MIB);
    await eventually(decoders, (pids) => pids.length === 0);
  });
});
