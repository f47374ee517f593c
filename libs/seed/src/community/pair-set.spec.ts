import { PairSet } from './pair-set.js';
import { Random } from './random.js';

it('knows what was put in and not taken out again', () => {
  const random = new Random(1);
  const set = new PairSet(300);
  const expected = new Set<string>();
  for (let step = 0; step < 20_000; step += 1) {
    const [first, second] = [random.below(20), random.below(20)];
    const name = `${first} ${second}`;
    if (expected.size < 300 && random.chance(0.5)) {
      expect(set.add(first, second)).toBe(!expected.has(name));
      expected.add(name);
    } else {
      set.remove(first, second);
      expected.delete(name);
    }
    const [other, another] = [random.below(20), random.below(20)];
    expect(set.has(other, another)).toBe(expected.has(`${other} ${another}`));
  }
});
