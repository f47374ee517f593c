import { prepared } from '../prepared.js';
import { renderSql, slotOf, sql } from './sql.js';

it('numbers values in the order in which they stand in the whole', () => {
  const named = (name: string) => sql`p.name = ${name}`;
  const statement = sql`select ${1}::integer from p where ${named('안녕')} and id < ${'7'}`;
  expect(renderSql(statement)).toEqual({
    text: 'select $1::integer from p where p.name = $2 and id < $3',
    values: [1, '안녕', '7'],
  });
});

it('takes a value that is put in twice as one parameter, and equal values as two', () => {
  const viewer = sql.value('7');
  const seen = (who: string) => sql`follows(${viewer}, ${sql.raw(who)})`;
  expect(renderSql(sql`${seen('a')} or ${seen('b')} or x = ${'7'}`)).toEqual({
    text: 'follows($1, a) or follows($1, b) or x = $2',
    values: ['7', '7'],
  });
});

it('keeps what comes from outside out of the text', () => {
  const { text, values } = renderSql(sql`select ${"'; drop table post; --"}`);
  expect([text, values]).toEqual(['select $1', ["'; drop table post; --"]]);
});

it('carries lists and nothing as values', () => {
  expect(renderSql(sql`select any(${['1', '2']}::bigint[]), ${null}`).values).toEqual([
    ['1', '2'],
    null,
  ]);
});

it('carries an object as JSON, and nothing as null', () => {
  expect(renderSql(sql`select ${sql.json({ a: [1] })}, ${sql.json(null)}`)).toEqual({
    text: 'select $1::jsonb, $2::jsonb',
    values: ['{"a":[1]}', null],
  });
});

it('joins pieces, and conditions of which none always hold', () => {
  const [a, b] = [sql`a = ${1}`, sql`b = ${2}`];
  expect(renderSql(sql.join([a, b], ', ')).text).toBe('a = $1, b = $2');
  expect(renderSql(sql.all([a, false, b])).text).toBe('(a = $1 and b = $2)');
  expect(renderSql(sql.all([])).text).toBe('true');
});

it('writes whole numbers only where the planner must see them', () => {
  expect(renderSql(sql`limit ${sql.number(101)}`)).toEqual({ text: 'limit 101', values: [] });
  expect(() => sql.number(0.5)).toThrow('no whole number');
});

it('has no slot where nothing fills it', () => {
  expect(() => renderSql(sql`select ${slotOf('viewer')}`)).toThrow('"viewer"');
});

describe('a prepared statement', () => {
  const declare = (name: string) =>
    prepared<{ viewer: string; rows: number }>(
      name,
      (slot) => sql`
      select ${slot('viewer')}::bigint from post where author_id = ${slot('viewer')} limit ${slot('rows')}`,
    );

  it('gets its values by name, whatever their order', () => {
    expect(declare('test.by-name')({ rows: 3, viewer: '7' })).toEqual({
      name: 'test.by-name',
      text: expect.stringContaining('select $1::bigint from post where author_id = $1 limit $2'),
      values: ['7', 3],
    });
  });

  it('is declared once', () => {
    declare('test.once');
    expect(() => declare('test.once')).toThrow('declared twice');
  });

  it('carries no value of its own', () => {
    const statement = prepared('test.value', () => sql`select ${7}`);
    expect(() => statement({})).toThrow('use a slot');
  });
});
