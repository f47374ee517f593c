import { storedObjects } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import { givesRole, people, type Person } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';
import { uploads } from '#libs/testing/uploads';
import { openStage, refusal, type StoryStage } from './story-stage.js';

let app: StoryStage;
let alice: Person;
let bob: Person;
let root: Person;
let story: string;
let mediaId: string;
let url: string;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ alice, bob, root } = await people(app, 'alice', 'bob', 'root'));
  await givesRole(app, root, 'admin');
  await follows(app, bob, alice);
  const picture = await uploads(app, alice);
  mediaId = picture;
  await app.settle();
  story = await shares(app, alice, { mediaId: picture, audience: 'public' });
  ({ url } = (await app.ask('GET', `stories/${story}`, bob)).body.media);
});
afterAll(() => app.close());

it('is there until its day is over', async () => {
  await app.hoursPass(23.9);
  expect((await app.ask('GET', `stories/${story}`, bob)).status).toBe(200);
  expect(await app.ringsOf(bob)).toEqual([alice.nickname]);
  expect(await app.fetched(url)).toBe(200);
});

it('is in no read of anybody from then on, though nothing has run', async () => {
  await app.ask('PUT', `stories/${story}/seen`, bob);
  await app.hoursPass(24);
  for (const as of [alice, bob, root, undefined]) {
    expect(refusal(await app.ask('GET', `stories/${story}`, as))).toEqual([404, 'not-found']);
    expect((await app.ask('GET', `users/${alice.id}/stories`, as)).body.items).toEqual([]);
    expect((await app.ask('GET', `media/${mediaId}`, as)).status).toBe(404);
  }
  for (const as of [alice, bob]) {
    expect(await app.ringsOf(as)).toEqual([]);
    expect((await app.ask('GET', `users/${alice.id}`, as)).body.viewer.hasUnseenStory).toBe(false);
    expect((await app.ask('PUT', `stories/${story}/seen`, as)).status).toBe(404);
    expect((await app.ask('DELETE', `stories/${story}`, as)).status).toBe(404);
    expect((await app.ask('GET', `stories/${story}/viewers`, as)).status).toBe(404);
  }
  expect((await app.ask('GET', 'me/images', alice)).body.items).toEqual([]);
  expect((await app.ask('GET', 'admin/stories', root)).body.items).toEqual([]);
  expect((await app.ask('GET', `admin/stories/${story}`, root)).status).toBe(404);
  const act = { isActive: false, reason: 'Late.' };
  expect((await app.ask('PATCH', `admin/stories/${story}`, root, act)).status).toBe(404);
  expect(await app.fetched(url)).toBe(404);
});

it('makes room for another one', async () => {
  for (let i = 1; i < 30; i += 1) {
    await shares(app, alice);
  }
  await app.hoursPass(24);
  expect(await shares(app, alice)).toBeDefined();
});

it('leaves nothing behind once the worker is back, and takes nothing that lives', async () => {
  await app.ask('PUT', `stories/${story}/seen`, bob);
  await app.hoursPass(24);
  const living = await shares(app, bob);
  await app.removeEnded();
  await app.settle();
  expect(await app.sql(`select id from story`)).toEqual([{ id: living }]);
  expect(await app.sql(`select from story_view`)).toEqual([]);
  expect(await app.sql(`select from media where owner_id = $1`, [alice.id])).toEqual([]);
  const keys = await app.sql<{ key: string }>(`select storage_key as key from media`);
  const left = await storedObjects(app);
  expect(left.filter((key) => !keys.some((of) => key.startsWith(`${of.key}/`)))).toEqual([]);
  expect(left.length).toBeGreaterThan(0);
});
