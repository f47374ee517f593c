import { brokenBodies } from './support/broken-bodies.js';
import { brokenCursors } from './support/broken-cursors.js';
import { brokenHeaders, brokenTokens } from './support/broken-headers.js';
import { brokenPaths } from './support/broken-paths.js';
import { brokenQueries, unreachableLimits } from './support/broken-queries.js';
import { brokenFields, type Case, soundRequest, unknownFields } from './support/broken-requests.js';
import { type Operation, operations } from './support/operations.js';
import { errorsLogged } from './support/program-log.js';
import { complaintAbout } from './support/refusals.js';
import { inParallel } from './support/wire.js';
import { World } from './support/world.js';

/** All that is done to every operation, one thing at a time. */
const MUTATIONS: readonly (readonly [
  name: string,
  cases: (operation: Operation, world: World) => Case[],
])[] = [
  ['each field of the body', brokenFields],
  ['fields that it does not have', unknownFields],
  ['the body as a whole', brokenBodies],
  ['each query parameter, and unknown ones', brokenQueries],
  ['cursors', brokenCursors],
  ['each part of the path', brokenPaths],
  ['tokens', brokenTokens],
  ['conditions, keys and other headers', brokenHeaders],
];

let world: World;
let sent = 0;

beforeAll(async () => {
  world = await World.make();
});

afterAll(async () => {
  process.stdout.write(`bad input: ${sent} requests to ${operations.length} operations\n`);
  // Nothing of all this was an error of the service.
  expect(await errorsLogged()).toEqual([]);
});

describe.each(MUTATIONS)('wrong in %s', (_, cases) => {
  const concerned = operations.map((operation) => [operation.name, operation] as const);

  test.each(concerned)('%s', async (_name, operation) => {
    const all = cases(operation, world);
    sent += all.length;
    const complaints = await inParallel(all, (one) => complaintAbout(operation, one));
    expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
  });
});

test('every query parameter fits into an address', () => {
  const promised = operations.map((one) => [one.name, unreachableLimits(one)] as const);
  expect(promised.filter(([, limits]) => limits.length > 0)).toEqual([]);
});

test('what is right in everything is answered as the document says', async () => {
  // A world of its own, since this one ends; what is deleted is deleted last.
  const passing = await World.make();
  const order = operations
    .filter(({ upload }) => upload === undefined)
    .sort((a, b) => weight(a) - weight(b));
  const complaints: (string | undefined)[] = [];
  for (const operation of order) {
    const request = soundRequest(operation, passing);
    const sound = { name: 'sound', request, expected: { blameless: '' } };
    complaints.push(await complaintAbout(operation, sound));
  }
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
});

function weight({ method, path }: Operation): number {
  const ends = path === '/v1/me' || path === '/v1/auth/logout';
  return method === 'DELETE' ? (ends ? 3 : 2) : ends && method === 'POST' ? 3 : 1;
}
