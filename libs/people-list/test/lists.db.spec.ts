import { people, type Person } from '#libs/testing/people';
import { type PeopleListStage, peopleListStage } from './stage.js';

let app: PeopleListStage;
let alice: Person, bob: Person;

beforeAll(async () => {
  app = await peopleListStage();
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
afterAll(() => app.close());

const rename = (as: Person, id: string, name: string, headers = {}) =>
  app.request({ method: 'PATCH', url: `/v1/me/lists/${id}`, as, body: { name }, headers });
const remove = (as: Person, id: string, headers = {}) =>
  app.request({ method: 'DELETE', url: `/v1/me/lists/${id}`, as, headers });

it('is made, read, renamed and deleted', async () => {
  const made = await app.request({
    method: 'POST',
    url: '/v1/me/lists',
    as: alice,
    body: { name: '  등산 ' },
  });
  const { id } = made.body;
  expect(made).toMatchObject({
    status: 201,
    headers: { location: `/v1/me/lists/${id}` },
    body: { name: '등산', memberCount: 0 },
  });
  expect((await app.read(alice, `/${id}`)).body).toEqual(made.body);

  const renamed = await rename(alice, id, 'Climbing');
  expect(renamed.body).toMatchObject({ id, name: 'Climbing', createdAt: made.body.createdAt });
  expect(renamed.body.updatedAt > made.body.updatedAt).toBe(true);

  expect((await remove(alice, id)).status).toBe(204);
  expect((await app.read(alice, `/${id}`)).status).toBe(404);
  expect((await remove(alice, id)).status).toBe(404);
});

it('stands before those that were made earlier, page by page', async () => {
  const ids = [await app.lists(alice, 'a'), await app.lists(alice, 'a'), await app.lists(alice)];
  await app.lists(bob);
  const first = (await app.read(alice, '?limit=2')).body;
  const second = (await app.read(alice, `?limit=2&cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.reverse());
  expect(second.nextCursor).toBeNull();
});

it.each(['', ' ', '\u200b', 'x'.repeat(51), null, 5])(
  'has a name that can be read: %j',
  async (name) => {
    const answer = await app.request({
      method: 'POST',
      url: '/v1/me/lists',
      as: alice,
      body: { name },
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/name' }] } });
  },
);

it('is changed only as it was seen', async () => {
  const id = await app.lists(alice);
  const seen = { 'if-match': String((await app.read(alice, `/${id}`)).headers['etag']) };
  await app.puts(alice, id, bob);
  expect((await rename(alice, id, 'Other', seen)).status).toBe(200);
  expect((await rename(alice, id, 'Late', seen)).status).toBe(412);
  expect((await remove(alice, id, seen)).status).toBe(412);
  expect((await app.read(alice, `/${id}`)).body.name).toBe('Other');
});

it('is nobody else’s', async () => {
  const id = await app.lists(alice);
  await app.puts(alice, id, bob);
  for (const answer of [
    await app.read(bob, `/${id}`),
    await app.read(bob, `/${id}/members`),
    await rename(bob, id, 'Mine'),
    await rename(bob, id, 'Mine', { 'if-match': '"1-x"' }),
    await remove(bob, id),
    await app.takes(bob, id, bob),
  ]) {
    expect(answer.status).toBe(404);
  }
  expect(await app.puts(bob, id, alice)).toBe('404 not-found');
  expect((await app.read(bob)).body.items).toEqual([]);
  expect(await app.membersOf(alice, id)).toEqual([bob.id]);
});

it('is one of 50 at most, also when many are made at once', async () => {
  const made = await Promise.all(
    Array.from({ length: 55 }, (_, i) =>
      app.request({ method: 'POST', url: '/v1/me/lists', as: alice, body: { name: `list ${i}` } }),
    ),
  );
  const codes = made.map(({ status, body }) => (status === 201 ? 201 : body.code));
  expect(codes.filter((code) => code === 201)).toHaveLength(50);
  expect(codes.filter((code) => code === 'too-many-lists')).toHaveLength(5);
  await remove(alice, made.find(({ status }) => status === 201)!.body.id);
  expect(await app.lists(alice)).not.toBe('undefined');
});
