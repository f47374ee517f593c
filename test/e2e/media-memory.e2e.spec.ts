import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { Program } from './support/program.js';
import { Sender } from './support/sender.js';
import { form, inParallel } from './support/wire.js';

const UPLOADS = 200;
const AT_ONCE = 20;
const MEGABYTE = 1024 * 1024;
/** Above what the program needs when it has just started: less than the pictures that are under way at once. */
const BOUND_MB = AT_ONCE * 14;

let program: Program;

beforeAll(async () => {
  program = await Program.prepare();
  await program.start();
});
afterAll(() => program.remove());

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

it('needs no more memory for 200 uploads of 15 MB, 20 at a time, than for 20', async () => {
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
    void residentMegabytes(program.pid).then((megabytes) => samples.push({ done: at, megabytes }));
  }, 50);

  const statuses = await inParallel(
    Array.from({ length: UPLOADS }),
    async () => {
      const { status } = await sender.send(headers, body);
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
