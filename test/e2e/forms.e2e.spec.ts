import { foreign, FORMS, type WrongForm } from './form-table.js';
import { operationOf, requestOf } from './support/calls.js';
import { type Cast, newCast } from './support/cast.js';
import { operations } from './support/operations.js';
import { Scene } from './support/scene.js';
import { call, json, send } from './support/wire.js';

/** Rules about something else than a field of the form, or told of one field alone. */
const OTHERS: ReadonlySet<string> = new Set([
  'client-id-reused',
  'deletion-final',
  'idempotency-in-progress',
  'idempotency-key-reused',
  'last-superuser',
  'messages-refused',
  'media-unreadable',
  'push-off',
  'request-pending',
  'room-closed',
  'too-many-images',
  'too-many-pixels',
  'too-many-stories',
]);

const rows = Object.entries(FORMS).flatMap(([name, cases]) =>
  cases.map((row) => {
    const told = Object.entries(row.errors).flat();
    return [name, [...(row.refusal ?? []), ...told].join(' '), row] as const;
  }),
);

async function answerTo(name: string, { form }: WrongForm) {
  const cast: Cast = await newCast();
  const scene = new Scene(cast);
  const { access } = operationOf(name);
  const caller = access === 'admin' ? cast.superuser : cast.owner;
  const request = await requestOf(name, scene, access === 'open' ? undefined : caller);
  const answer = await send({ ...request, body: JSON.stringify(await form(scene)) });
  return { status: answer.status, problem: json(answer) };
}

test.each(rows)('%s tells in one answer: %s', async (name, _errors, row) => {
  const { status, problem } = await answerTo(name, row);
  const [expected, code] = row.refusal ?? [400, 'validation-failed'];
  const told = (problem['errors'] ?? []) as { pointer: string; code: string }[];
  expect([status, problem['code']]).toEqual([expected, code]);
  expect(Object.fromEntries(told.map((error) => [error.pointer, error.code]))).toEqual(row.errors);
  expect(told).toHaveLength(Object.keys(row.errors).length);
});

it('knows every form of several fields of which rules refuse some', () => {
  const ruled = operations.filter(({ body = [], codes }) => {
    const rules = [409, 422].flatMap((status) => [...(codes.get(status) ?? [])]);
    return body.length > 1 && rules.some((code) => !OTHERS.has(code));
  });
  expect(ruled.map(({ id }) => id).filter((id) => FORMS[id] === undefined)).toEqual([]);
});

it('leaves everything as it was', async () => {
  const cast = await newCast();
  const scene = new Scene(cast);
  const postId = await scene.postId();
  const before = await call('GET', `/v1/posts/${postId}`, { token: cast.owner.token });
  const request = await requestOf('editPost', scene, cast.owner);
  const body = { title: 'Other', tags: ['other'], body: ' ', mediaIds: await foreign(scene) };
  expect((await send({ ...request, body: JSON.stringify(body) })).status).toBe(400);
  const after = await call('GET', `/v1/posts/${postId}`, { token: cast.owner.token });
  expect(after).toEqual(before);
});
