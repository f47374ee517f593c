import { outcome } from '#libs/testing';
import { hashesAtOnce, HashingLineService, MOST_WAITING } from './hashing-line.service.js';

/** Work that ends when it is told to. */
function work() {
  let end: (failure?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (failure) => (failure === undefined ? resolve() : reject(failure));
  });
  return { end, run: jest.fn(() => ended) };
}
const turns = () => new Promise((next) => setImmediate(next));

it.each([
  [1, 4, 1],
  [2, 4, 1],
  [3, 4, 2],
  [64, 4, 2],
  [64, 1, 1],
  [8, 64, 7],
  [8, NaN, 2],
])('of %i cores and %d threads it takes %i', (cores, threads, atOnce) => {
  expect(hashesAtOnce(cores, threads)).toBe(atOnce);
});

it('computes so many at once, the next ones in their order, and refuses what is too much', async () => {
  const line = new HashingLineService();
  const room = line.atOnce + MOST_WAITING;
  const all = Array.from({ length: room + 2 }, work);
  const outcomes = all.map(({ run }) => outcome(line.run(run)));
  await turns();
  const begun = () => all.filter(({ run }) => run.mock.calls.length > 0).length;
  expect(begun()).toBe(line.atOnce);
  expect(await Promise.all(outcomes.slice(room))).toEqual(['unavailable', 'unavailable']);
  for (let ended = 0; ended < room; ended += 1) {
    expect(all.slice(0, ended + 1).every(({ run }) => run.mock.calls.length === 1)).toBe(true);
    // What fails makes room too.
    all[ended]!.end(ended % 2 === 0 ? undefined : new Error('out of memory'));
    await turns();
    expect(begun()).toBe(Math.min(ended + 1 + line.atOnce, room));
  }
  expect(await outcome(line.run(() => Promise.resolve()))).toBe('done');
});
