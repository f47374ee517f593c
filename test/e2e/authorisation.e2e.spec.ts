import {
  CALLS,
  hiddenRows,
  type Lot,
  operationRows,
  type Statuses,
} from './authorisation-table.js';
import { suspends } from './support/acts.js';
import { namedRows, operationOf, requestOf } from './support/calls.js';
import { CALLERS, type Cast, newCast } from './support/cast.js';
import { operations } from './support/operations.js';
import { superuser } from './support/people.js';
import { errorsLogged } from './support/program-log.js';
import { complaintAbout } from './support/refusals.js';
import { type PostShape, Scene } from './support/scene.js';
import { call, inParallel } from './support/wire.js';

/** Reading changes nothing: all of it can be about the same things. */
const reads = (row: string): boolean => operationOf(row).method === 'GET';

let audience: Scene;
let asserted = 0;

beforeAll(async () => {
  audience = new Scene(await newCast());
});

afterAll(async () => {
  process.stdout.write(`authorisation: ${asserted} cells over ${operations.length} operations\n`);
  // Nothing of all this was an error of the service.
  expect(await errorsLogged()).toEqual([]);
});

describe('the table', () => {
  const rows = operationRows.map(([row]) => row);

  it('has a row for every operation of the document', () => {
    const told = new Set(rows.map((row) => row.split(/\W/)[0]));
    expect(operations.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
  });

  it('has no row without an operation, none twice, and no request without a row', () => {
    const known = new Set(operations.map(({ id }) => id));
    expect(rows.filter((row) => !known.has(row.split(/\W/)[0]!))).toEqual([]);
    expect(rows.filter((row, i) => rows.indexOf(row) !== i)).toEqual([]);
    expect(namedRows.filter((row) => !rows.includes(row))).toEqual([]);
  });
});

describe('who may', () => {
  test.each(operationRows)('%s', async (row, statuses) => {
    const cast = reads(row) ? audience.cast : await newCast();
    expect(await complaints([row], statuses, cast, {})).toEqual([]);
  });
});

describe('where the post is not for everyone', () => {
  /** How the post is published, or what happens to it or its owner when all else is ready. */
  const LOTS: Record<Lot, { shape?: PostShape; then?: (scene: Scene) => Promise<unknown> }> = {
    'for followers': { shape: { visibility: 'followers' } },
    private: { shape: { visibility: 'private' } },
    draft: { shape: { status: 'draft' } },
    'of a private profile': { then: (scene) => scene.hideProfile() },
    deactivated: { then: deactivate },
    'of a suspended owner': { then: ({ owner }) => suspends(owner) },
  };

  test.each(hiddenRows)('%s: %s', async (lot, calls, statuses) => {
    expect(Object.keys(LOTS)).toContain(lot);
    expect(Object.keys(CALLS)).toContain(calls);
    const cast = await newCast();
    expect(await complaints(CALLS[calls]!, statuses, cast, LOTS[lot as Lot])).toEqual([]);
  });
});

/** Makes everything, lets happen what is to happen, and then sends each row as each caller. */
async function complaints(
  rows: readonly string[],
  statuses: Statuses,
  cast: Cast,
  { shape, then }: { shape?: PostShape; then?: (scene: Scene) => Promise<unknown> },
): Promise<string[]> {
  const common = cast === audience.cast ? audience : new Scene(cast, shape);
  const cells = rows.flatMap((row) =>
    CALLERS.map((caller) => ({
      row,
      caller,
      scene: reads(row) ? common : new Scene(cast, shape),
    })),
  );
  const ready = await inParallel(cells, async ({ row, caller, scene }) => ({
    name: `${row} as ${caller}`,
    operation: operationOf(row),
    request: await requestOf(row, scene, caller === 'anonymous' ? undefined : cast[caller]),
    expected: { statuses: [statuses[caller]] },
  }));
  for (const scene of new Set(cells.map(({ scene }) => scene))) {
    await then?.(scene);
  }
  asserted += cells.length;
  const found = await inParallel(ready, ({ operation, ...one }) => complaintAbout(operation, one));
  return found.filter((complaint) => complaint !== undefined);
}

async function deactivate(scene: Scene): Promise<void> {
  const { token } = await superuser();
  const body = { isActive: false, reason: 'For the tests' };
  await call('PATCH', `/v1/admin/posts/${await scene.postId()}`, { token, body });
}
