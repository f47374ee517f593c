import { cursorOf } from '#libs/kernel';
import { ascending, descending, opposedKey, sortKey } from './keyset.js';
import { renderSql, sql } from './sql.js';

const byLikes = descending(
  'test.popular',
  sortKey('k.like_count', 'integer', 'likeCount'),
  sortKey('k.post_id', 'id', 'id'),
);
const byName = ascending('test.name', sortKey('t.name', 'text', 'name'));

it('goes on after the last row of a page', () => {
  const rows = [
    { id: '9', likeCount: 3 },
    { id: '7', likeCount: 3 },
    { id: '8', likeCount: 1 },
  ];
  const page = byLikes.page(rows, 2);
  expect(page.items).toEqual(rows.slice(0, 2));
  expect(renderSql(byLikes.after({ cursor: page.nextCursor! }))).toEqual({
    text: '(k.like_count, k.post_id) < ($1::integer, $2::bigint)',
    values: [3, '7'],
  });
  expect(byLikes.page(rows, 3).nextCursor).toBeNull();
});

it('begins before every row, and goes either way', () => {
  expect(renderSql(byLikes.after({})).values).toEqual([2_147_483_647, '9223372036854775807']);
  expect(renderSql(byName.after({}))).toEqual({ text: 't.name > $1::text', values: [''] });
  expect(renderSql(byLikes.order).text).toBe('k.like_count desc, k.post_id desc');
  expect(renderSql(byName.order).text).toBe('t.name asc');
});

it('compares a count that runs against the list by its negative, and keeps it in the cursor as it is', () => {
  const mostUsed = ascending(
    'test.used',
    opposedKey('k.post_count', 'integer', 'postCount'),
    sortKey('k.name', 'text', 'name'),
  );
  expect(renderSql(mostUsed.order).text).toBe('- k.post_count asc, k.name asc');
  const rows = [
    { postCount: 3, name: 'b' },
    { postCount: 2, name: 'a' },
  ];
  const { nextCursor } = mostUsed.page(rows, 1);
  expect(nextCursor).toBe(cursorOf('test.used', ['integer', 'text']).encode([3, 'b']));
  expect(renderSql(mostUsed.after({ cursor: nextCursor! }))).toEqual({
    text: '(- k.post_count, k.name) > (- $1::integer, $2::text)',
    values: [3, 'b'],
  });
  expect(renderSql(mostUsed.after({})).values).toEqual([2_147_483_647, '']);
});

it('bounds a joined table by the value that its place has', () => {
  const { after, bound, limit } = byLikes.piecesOf({ limit: 20 });
  expect(renderSql(sql`${after} and s.like_count <= ${bound} limit ${limit}`)).toEqual({
    text: '(k.like_count, k.post_id) < ($1::integer, $2::bigint) and s.like_count <= $1::integer limit $3',
    values: [2_147_483_647, '9223372036854775807', 21],
  });
});

it('takes its place from slots, too', () => {
  expect(renderSql(byName.afterPlace([sql`place.name`])).text).toBe('t.name > place.name::text');
});

it('refuses the cursor of another list', () => {
  const { nextCursor } = byName.page([{ name: 'a' }, { name: 'b' }], 1);
  expect(() => byLikes.after({ cursor: nextCursor! })).toThrow(
    'The cursor is not one of this list.',
  );
});

it('has no beginning of texts sorted downwards', () => {
  expect(() => descending('test.names', sortKey('name', 'text', 'name'))).toThrow('sorted upwards');
});

it('needs the values it sorts by in its rows', () => {
  expect(() => byName.page([{ title: 'a' }, { title: 'b' }], 1)).toThrow('carries no "name"');
});
