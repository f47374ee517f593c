import { Random } from './random.js';
import { Timeline } from './timeline.js';

const end = Date.UTC(2026, 0, 31);
const timeline = new Timeline(end);
const random = new Random(5);
const DAY = 24 * 60 * 60 * 1000;

it('spans two years up to its end', () => {
  expect(timeline.moment(0)).toBe(end - 730 * DAY);
  expect(timeline.moment(1)).toBe(end);
});

it('puts answers after what they answer, most of them soon', () => {
  const asked = end - 100 * DAY;
  const answers = Array.from({ length: 2_000 }, () => timeline.soon(random, asked, 60_000));
  expect(Math.min(...answers)).toBeGreaterThan(asked);
  expect(Math.max(...answers)).toBeLessThan(end);
  expect(answers.filter((time) => time < asked + DAY).length).toBeGreaterThan(1_000);
});

it('leaves what is rested free at the end', () => {
  expect(timeline.between(random, end, 60_000)).toBe(end - 60_000);
  expect(timeline.soon(random, end - 1, 60_000)).toBe(end - 60_000);
});

it('sorts by time, loses nothing, and keeps what comes a minute later behind', () => {
  const drawn = Float64Array.from({ length: 5_000 }, () =>
    timeline.between(random, timeline.start, 60_000),
  );
  const { order, times } = timeline.arrange(drawn);
  expect(new Set(order).size).toBe(5_000);
  expect([...times]).toEqual([...times].sort((a, b) => a - b));
  order.forEach((thing, place) => {
    expect(Math.abs(drawn[thing]! - times[place]!)).toBeLessThanOrEqual(30_000);
  });
});
