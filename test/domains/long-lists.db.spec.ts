import pg from 'pg';
import { type Effort, effortOf } from '#libs/testing';
import { LISTS, type LongList } from './long-lists.js';
import { LENGTH, LongTown } from './long-town.js';

/** Lists that are read at the same time. */
const AT_ONCE = 6;
const PAGE = 100;
/** With every so many pages that are read, as many of everything arrive. */
const ARRIVE_EVERY = 10;

/** What came of reading a list to its end. */
interface Walk {
  readonly list: LongList;
  readonly expected: readonly string[];
  readonly seen: string[];
  /** After the 49th page. */
  middle?: string;
}

let town: LongTown;
const walks = new Map<string, Walk>();

beforeAll(async () => {
  town = await LongTown.open();
  for (const list of LISTS) {
    const rows = await town.app.sql<{ id: string }>(town.fill(list.order));
    walks.set(list.name, { list, expected: rows.map(({ id }) => id), seen: [] });
  }
  const waiting = [...walks.values()];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await readThrough(next);
      }
    }),
  );
  await vacuum();
});
afterAll(() => town.app.close());

describe.each(LISTS)('$name', ({ name }) => {
  it('is read through with no gap and no repeat', () => {
    const { expected, seen } = walks.get(name)!;
    expect(expected.length).toBeGreaterThanOrEqual(LENGTH);
    expect(new Set(seen).size).toBe(seen.length);
    const known = new Set(expected);
    const found = seen.filter((id) => known.has(id));
    // Said in one word each: thousands of ids tell nobody anything.
    expect({ missing: expected.length - found.length }).toEqual({ missing: 0 });
    expect({ firstOutOfOrder: found.findIndex((id, i) => id !== expected[i]) }).toEqual({
      firstOutOfOrder: -1,
    });
  });

  it('costs on page 50 what it costs at the beginning', async () => {
    const { list, middle } = walks.get(name)!;
    const first = await cost(list, undefined);
    const later = await cost(list, middle);
    expect(later.statements).toBeLessThanOrEqual(first.statements);
    expect(later.buffers).toBeLessThanOrEqual(first.buffers * 1.5);
  });
});

/**
 * The lists have grown: what a page costs is asked of a planner that knows it, and of pages that were tidied up. Statistics
 * are of all rows: those of a sample would give another plan now and then.
 */
async function vacuum(): Promise<void> {
  const client = new pg.Client({ connectionString: town.app.database.url });
  await client.connect();
  await client.query('set default_statistics_target = 2000');
  await client.query('vacuum (analyze)');
  await client.end();
}

async function readThrough(walk: Walk): Promise<void> {
  let cursor: string | undefined;
  let pages = 0;
  do {
    const [{ items, nextCursor }] = await Promise.all([
      page(walk.list, cursor),
      pages % ARRIVE_EVERY === 0 ? town.grow(ARRIVE_EVERY) : undefined,
    ]);
    walk.seen.push(...items.map((item) => idIn(item, walk.list.field ?? 'id')));
    pages += 1;
    cursor = nextCursor ?? undefined;
    if (pages === 49 && cursor !== undefined) {
      walk.middle = cursor;
    }
  } while (cursor !== undefined);
}

/** What tells an item apart. */
function idIn(item: Record<string, unknown>, field: NonNullable<LongList['field']> | 'id'): string {
  const value = item[field];
  return field === 'author' ? idIn(value as Record<string, unknown>, 'id') : String(value);
}

function cost(list: LongList, cursor: string | undefined): Promise<Effort> {
  return effortOf(town.app, async () => {
    expect((await page(list, cursor)).items).toHaveLength(PAGE);
  });
}

async function page(
  { url, as }: LongList,
  cursor: string | undefined,
): Promise<{ items: Record<string, unknown>[]; nextCursor: string | null }> {
  const rest = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  const answer = await town.app.request({
    method: 'GET',
    url: `/v1${town.fill(url)}${url.includes('?') ? '&' : '?'}limit=${PAGE}${rest}`,
    ...(as && { as: town.tokenOf(as) }),
  });
  expect([url, answer.status]).toEqual([url, 200]);
  return answer.body;
}
