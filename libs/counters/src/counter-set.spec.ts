import { sql } from '#libs/database';
import { declaredCounters, defineCounters, shareOfCounters, truthOf } from './counter-set.js';

const truth = sql`(select count(*) from mark m where m.thing_id = k.id)`;

const things = defineCounters({
  table: 'thing_counter',
  key: 'thing_id',
  columns: ['mark_count', 'answer_count', 'view_count'],
  truth: { mark_count: truth },
});

it('lets whoever records a fact say how it is counted anew', () => {
  const answers = sql`(select count(*) from answer a where a.thing_id = k.id)`;
  expect(shareOfCounters(things, { answer_count: answers })).toEqual({
    table: 'thing_counter',
    key: 'thing_id',
    columns: ['answer_count'],
  });
  expect(declaredCounters()).toEqual([things]);
  expect(things.columns.map((column) => truthOf(things, column))).toEqual([
    truth,
    answers,
    undefined,
  ]);
});

it('refuses a second truth, and a second declaration', () => {
  expect(() => shareOfCounters(things, { mark_count: truth })).toThrow(
    'It is said twice how "thing_counter.mark_count" is recounted.',
  );
  expect(() => defineCounters(things)).toThrow('declared twice');
});
