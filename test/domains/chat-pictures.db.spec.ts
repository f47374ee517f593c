import { HandlerRegistry } from '#libs/jobs';
import { Clock } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { Reconciliations } from '#libs/reconciliation';
import { ObjectStorage } from '#libs/storage';
import { storedObjects, type TestHttp, testHttp } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';
import { domainModules } from '../../apps/domains.js';

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1_000;

let app: TestHttp;
let alice: Person;
let bob: Person;
let room: string;

beforeAll(async () => {
  app = await testHttp({ modules: domainModules });
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
  await follows(app, bob, alice);
  const url = `/v1/users/${bob.id}/room`;
  room = String((await app.request({ method: 'PUT', url, as: alice })).body.id);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

/** Alice sends a picture. */
async function sends(clientId: string): Promise<{ id: string; mediaId: MediaId; keys: string[] }> {
  const mediaId = await uploads(app, alice);
  await app.settle();
  const { body } = await app.request({
    method: 'POST',
    url: `/v1/rooms/${room}/messages`,
    as: alice,
    body: { clientId, mediaIds: [mediaId] },
  });
  const [row] = await app.sql<{ key: string }>(
    `select storage_key as key from media where id = $1`,
    [mediaId],
  );
  const keys = (await storedObjects(app)).filter((key) => key.startsWith(`${row!.key}/`));
  expect(keys.length).toBeGreaterThan(1);
  return { id: body.id, mediaId, keys };
}

async function reconcile(): Promise<string[]> {
  const found: string[] = [];
  for (const part of app.get(Reconciliations).parts) {
    for await (const { what } of part.reconcile({ repair: true })) {
      found.push(what);
    }
  }
  return found;
}

/** What the clock begins, after two days in which nothing else was done. */
async function twoDaysPass(): Promise<void> {
  await app.sql(
    `update media
    set detached_at = detached_at - interval '2 days', updated_at = updated_at - interval '2 days'`,
  );
  const then = new Date(Date.now() + TWO_DAYS_MS);
  jest.spyOn(app.get(Clock), 'now').mockReturnValue(then);
  const { queues } = app.get(HandlerRegistry);
  await queues.find(({ queue }) => queue.name === 'media.remove-orphans')!.run({});
  await app.settle();
}

it('takes out of storage what a removed message left there, and nothing that a living one shows', async () => {
  const gone = await sends('gone');
  const alive = await sends('alive');
  const url = `/v1/messages/${gone.id}`;
  await app.request({ method: 'DELETE', url, as: alice });
  await app.settle();
  expect(await storedObjects(app)).toEqual(alive.keys);
  // What a crash between the row and its objects leaves.
  for (const key of gone.keys) {
    await app.get(ObjectStorage).put(key, Buffer.from('x'), { contentType: 'image/webp' });
  }
  await twoDaysPass();
  expect(await reconcile()).toEqual([expect.stringContaining('belong to no picture')]);
  expect(await storedObjects(app)).toEqual(alive.keys);

  jest.restoreAllMocks();
  const { body } = await app.request({
    method: 'GET',
    url: `/v1/rooms/${room}/messages`,
    as: bob,
  });
  expect(body.items).toMatchObject([{ images: [{ id: alive.mediaId }] }, { images: [] }]);
  const { pathname, search } = new URL(body.items[0].images[0].url);
  expect((await app.nest.inject({ url: pathname + search })).statusCode).toBe(200);
});
