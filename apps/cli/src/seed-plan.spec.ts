import { StartError } from '#libs/runtime';
import { planOf } from './seed-plan.js';

it('asks for a small community that ends today, with a random password', () => {
  const today = () => new Date().toISOString().slice(0, 10);
  const before = today();
  const plan = planOf({});
  expect(plan).toMatchObject({
    seed: 1,
    force: false,
    circles: 'strong',
    sizes: { users: 1_000, posts: 20_000 },
  });
  const [day, time] = new Date(plan.base).toISOString().split('T');
  // Midnight may have passed meanwhile.
  expect([before, today()]).toContain(day);
  expect(time).toMatch(/^00:00:00/);
  expect(plan.password).toHaveLength(16);
  expect(planOf({}).password).not.toBe(plan.password);
});

it('takes what is given', () => {
  const given = {
    preset: 'medium',
    circles: 'weak',
    likes: '5',
    seed: '9',
    base: '2026-01-31',
    force: true,
  };
  expect(planOf({ ...given, password: 'ten letters' })).toMatchObject({
    sizes: { users: 10_000, likes: 5 },
    circles: 'weak',
    seed: 9,
    base: Date.UTC(2026, 0, 31),
    password: 'ten letters',
    force: true,
  });
});

it.each([
  [{ preset: 'huge' }, '--preset is one of small, medium, large.'],
  [{ circles: 'some' }, '--circles is one of strong, weak, none.'],
  [{ users: 'many' }, '--users is a whole number, not "many".'],
  [{ users: '-1' }, '--users is a whole number, not "-1".'],
  [{ users: '1' }, '--users: a community has at least 2 people.'],
  [{ seed: '4294967296' }, '--seed is a whole number, not "4294967296".'],
  [{ base: 'soon' }, '--base is a date from 2010-01-01 to today, such as 2026-01-31.'],
  [{ base: '2999-01-01' }, '--base is a date from 2010-01-01 to today, such as 2026-01-31.'],
  [{ password: 'short' }, '--password has at least 10 characters.'],
])('refuses %j in one line', (given, line) => {
  expect(() => planOf(given)).toThrow(new StartError(line));
});
