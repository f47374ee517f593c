import { PairSet } from './pair-set.js';
import { Random } from './random.js';
import { pareto, Sampler, shuffled, zipf } from './sampling.js';
import { TagDrawer } from './tags.js';

const random = () => new Random(42);

describe('random numbers', () => {
  it('depend on the seed and the subject only', () => {
    const some = (subject: string, seed: number) => {
      const numbers = Random.for(subject, seed);
      return Array.from({ length: 5 }, () => numbers.bits());
    };
    expect(some('posts', 1)).toEqual(some('posts', 1));
    expect(some('posts', 1)).not.toEqual(some('posts', 2));
    expect(some('posts', 1)).not.toEqual(some('people', 1));
  });

  it('begin again with the seed they are given', () => {
    const numbers = random();
    const first = [numbers.bits(), numbers.bits()];
    numbers.restart(42);
    expect([numbers.bits(), numbers.bits()]).toEqual(first);
  });

  it('are spread evenly', () => {
    const numbers = random();
    const counts = new Uint32Array(10);
    for (let i = 0; i < 100_000; i += 1) {
      counts[numbers.below(10)]! += 1;
    }
    for (const count of counts) {
      expect(Math.abs(count - 10_000)).toBeLessThan(500);
    }
  });

  it('refuse to pick from nothing', () => {
    expect(() => random().pick([])).toThrow(RangeError);
  });
});

describe('a sampler', () => {
  it('picks in proportion to the weights, and never what weighs nothing', () => {
    const numbers = random();
    const sampler = new Sampler(Float64Array.of(1, 0, 2, 7));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 100_000; i += 1) {
      counts[sampler.pick(numbers)]! += 1;
    }
    expect(counts[1]).toBe(0);
    expect(counts[0]! / 1_000).toBeCloseTo(10, -0.5);
    expect(counts[2]! / 1_000).toBeCloseTo(20, -0.5);
    expect(counts[3]! / 1_000).toBeCloseTo(70, -0.5);
  });

  it('needs a weight', () => {
    expect(() => new Sampler(Float64Array.of(0, 0))).toThrow(RangeError);
  });
});

it('weighs ranks by a power of them', () => {
  const [first, second, third] = zipf(3, 2, 0);
  expect([first! / second!, first! / third!]).toEqual([4, 9]);
});

it('draws many small numbers and few large ones', () => {
  const numbers = random();
  const drawn = Array.from({ length: 100_000 }, () => pareto(numbers, 1, 1_000));
  const above = (limit: number) => drawn.filter((number) => number > limit).length / 100_000;
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(1_000);
  expect(above(10)).toBeCloseTo(0.1, 1);
  expect(above(100)).toBeCloseTo(0.01, 2);
});

it('shuffles everything, and nothing twice', () => {
  const order = shuffled(random(), 1_000);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  expect([...order.subarray(0, 5)]).not.toEqual([0, 1, 2, 3, 4]);
});

it('knows which pairs it has', () => {
  const pairs = new PairSet(10_000);
  const numbers = random();
  const plain = new Set<string>();
  for (let i = 0; i < 10_000; i += 1) {
    const [a, b] = [numbers.below(200), numbers.below(200)];
    expect(pairs.has(a, b)).toBe(plain.has(`${a} ${b}`));
    expect(pairs.add(a, b)).toBe(!plain.has(`${a} ${b}`));
    plain.add(`${a} ${b}`);
  }
  expect(pairs.has(300, 300)).toBe(false);
});

it('gives posts up to five different tags, a few of them everywhere', () => {
  const numbers = random();
  const drawer = new TagDrawer(500);
  const counts = new Uint32Array(500);
  for (let post = 0; post < 20_000; post += 1) {
    const tags = drawer.draw(numbers);
    expect(tags.length).toBeLessThanOrEqual(5);
    expect(new Set(tags).size).toBe(tags.length);
    tags.forEach((tag) => (counts[tag]! += 1));
  }
  expect(counts[0]).toBeGreaterThan(counts[10]! * 2);
  expect(counts[10]).toBeGreaterThan(counts[200]! * 5);
  expect(new TagDrawer(0).draw(numbers)).toEqual([]);
});
