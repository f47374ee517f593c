import { requestOf } from './support/calls.js';
import { newCast } from './support/cast.js';
import { type Operation, operations } from './support/operations.js';
import { Scene } from './support/scene.js';
import { type Outgoing, send } from './support/wire.js';

/** Whether the address of an operation is that of a resource that some answer gives an `ETag`. */
const isOfTagged = ({ path }: Operation): boolean =>
  operations.some((one) => one.path === path && one.method !== 'POST' && one.tagged);

const writes = operations.filter(({ method }) => /^(?:PUT|PATCH|DELETE)$/.test(method));

/** What changes, or ends, something that has a version. */
const changes = writes.filter(
  (operation) => isOfTagged(operation) || operation.headers.has('if-match'),
);

/** The rest: sets, sessions, passwords. */
const others = writes.filter((operation) => !changes.includes(operation));

/** Versions that are not the one of anything here. */
const STALE = [
  '"0-V1StGXR8_Z5jdHi6"',
  'W/"0-V1StGXR8_Z5jdHi6"',
  '"2147483647-x"',
  '"nonsense"',
  '',
];

const withTag = (request: Outgoing, tag: string): Outgoing => ({
  ...request,
  headers: { ...request.headers, 'if-match': tag },
});

it('is asked for by every change of a resource with an entity tag', () => {
  expect(changes.length).toBeGreaterThan(12);
  const silent = changes.filter(({ headers, codes }) => {
    return !headers.has('if-match') || codes.get(412)?.has('precondition-failed') !== true;
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test.each(changes.map((change) => [change.name, change] as const))(
  '%s refuses what was seen in another version, and only that',
  async (_, change) => {
    const cast = await newCast();
    const caller = change.access === 'admin' ? cast.superuser : cast.owner;
    const request = await requestOf(change.id, new Scene(cast), caller);
    for (const tag of STALE) {
      const { status, text } = await send(withTag(request, tag));
      expect([tag, status, text]).toEqual([
        tag,
        412,
        expect.stringContaining('precondition-failed'),
      ]);
    }
    expect((await send(withTag(request, '*'))).status).toBeLessThan(300);
  },
);

test.each(others.map((other) => [other.name, other] as const))(
  '%s changes nothing that has an entity tag',
  async (_, other) => {
    const cast = await newCast();
    const answers = [];
    for (const caller of [cast.owner, cast.stranger, cast.follower]) {
      answers.push(await send(await requestOf(other.id, new Scene(cast), caller)));
    }
    const done = answers.find(({ status }) => status < 300);
    expect(Object.keys(done!.headers)).not.toContain('etag');
  },
);
