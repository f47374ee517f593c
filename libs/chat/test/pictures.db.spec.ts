import type { MediaId } from '#libs/media';
import { storedObjects } from '#libs/testing';
import { givesRole, people, type Person } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';
import { ForgettingJobs } from '../src/retention/forgetting.jobs.js';
import { type ChatStage, chatStage, refusal } from './stage.js';

let app: ChatStage;
let alice: Person;
let bob: Person;
let room: string;

beforeAll(async () => {
  app = await chatStage();
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
  room = await app.friends(alice, bob);
});
afterAll(() => app.close());

async function upload(owner: Person): Promise<MediaId> {
  const id = await uploads(app, owner);
  await app.settle();
  return id;
}

async function sendsPicture(): Promise<{ id: string; mediaId: MediaId; url: string }> {
  const mediaId = await upload(alice);
  const { body } = await app.send(alice, room, { body: undefined, mediaIds: [mediaId] });
  return { id: body.id, mediaId, url: body.images[0].url };
}

/** What answers at an address. */
async function fetched(url: string): Promise<number> {
  const { pathname, search } = new URL(url);
  return (await app.nest.inject({ url: pathname + search })).statusCode;
}

const forget = () => app.get(ForgettingJobs).forget();

it('sends up to four own pictures, in their order, at signed addresses', async () => {
  const mediaIds = [];
  for (let i = 0; i < 4; i += 1) {
    mediaIds.push(await upload(alice));
  }
  mediaIds.reverse();
  const { status, body } = await app.send(alice, room, { body: undefined, mediaIds });
  expect([status, body.body]).toEqual([201, null]);
  expect(body.images.map(({ id }: { id: string }) => id)).toEqual(mediaIds);
  const [message] = await app.items(bob, `rooms/${room}/messages`);
  for (const { url } of message.images) {
    expect(url).toContain('signature=');
    expect(await fetched(url)).toBe(200);
  }
});

it('shows a picture to the two, as long as they have the message, and to nobody else', async () => {
  const { carol } = await people(app, 'carol');
  await givesRole(app, carol, 'admin');
  const { id, mediaId } = await sendsPicture();
  const seen = async () =>
    Promise.all(
      [alice, bob, carol].map(async (as) => (await app.read(as, `media/${mediaId}`)).status),
    );
  expect(await seen()).toEqual([200, 200, 404]);
  await app.act(bob, 'DELETE', `messages/${id}`);
  expect(await seen()).toEqual([200, 404, 404]);
});

it('is in no call of administrators', async () => {
  const { root } = await people(app, 'root');
  await givesRole(app, root, 'superuser');
  const { mediaId } = await sendsPicture();
  const loose = await upload(alice);
  const listed = await app.items(root, `admin/media?authorId=${alice.id}`);
  expect(listed.map(({ id }: { id: string }) => id)).toEqual([loose]);
  const act = { isActive: false, reason: 'looking' };
  for (const answer of [
    await app.read(root, `admin/media/${mediaId}`),
    await app.act(root, 'PATCH', `admin/media/${mediaId}`, act),
    await app.read(root, `rooms/${room}`),
    await app.read(root, `rooms/${room}/messages`),
  ]) {
    expect(refusal(answer)).toEqual([404, 'not-found']);
  }
});

it('takes no picture of somebody else, none that is attached, and stores nothing then', async () => {
  const { mediaId } = await sendsPicture();
  const theirs = await upload(bob);
  for (const mediaIds of [[mediaId], [theirs], ['1'], [await upload(alice), theirs]]) {
    const answer = await app.send(alice, room, { mediaIds });
    expect(refusal(answer)).toEqual([422, 'media-not-usable']);
  }
  expect(await app.numbers(alice, room)).toEqual([1]);
});

it('is the same message only with the same pictures', async () => {
  const mediaIds = [await upload(alice), await upload(alice)];
  const message = { clientId: 'pictures', mediaIds };
  const first = await app.send(alice, room, message);
  expect((await app.send(alice, room, message)).body.id).toBe(first.body.id);
  const turned = { clientId: 'pictures', mediaIds: [...mediaIds].reverse() };
  expect(refusal(await app.send(alice, room, turned))).toEqual([422, 'client-id-reused']);
});

it('is gone for good, with its address, when its sender deletes the message', async () => {
  const { id, mediaId, url } = await sendsPicture();
  await app.act(alice, 'DELETE', `messages/${id}`);
  expect(await fetched(url)).toBe(404);
  expect((await app.read(alice, `media/${mediaId}`)).status).toBe(404);
  await app.settle();
  expect(await app.sql(`select from media where id = $1`, [mediaId])).toEqual([]);
});

describe('what both have removed', () => {
  const left = async () =>
    (
      await app.sql<{ messages: number; pictures: number }>(
        `select
          (select count(*)::int from message where room_id = $1 and body is not null) as messages,
          (select count(*)::int from media where owner_id = $2) as pictures`,
        [room, alice.id],
      )
    )[0];

  it('is gone for good with its pictures; what one removed is not', async () => {
    await app.settle();
    const before = (await storedObjects(app)).length;
    await sendsPicture();
    await app.send(alice, room);
    await app.act(alice, 'DELETE', `rooms/${room}`);
    await forget();
    expect(await left()).toEqual({ messages: 1, pictures: 1 });
    expect(await app.numbers(bob, room)).toEqual([2, 1]);
    await app.act(bob, 'DELETE', `rooms/${room}`);
    await app.send(bob, await app.room(bob, alice), { body: 'Anew' });
    await forget();
    await app.settle();
    expect(await left()).toEqual({ messages: 1, pictures: 0 });
    expect(await storedObjects(app)).toHaveLength(before);
    expect(await app.numbers(alice, room)).toEqual([3]);
    expect(await app.sql(`select from room where forget_up_to > 0`)).toEqual([]);
  });

  it('is a message that its recipient deleted and its sender removed with the room', async () => {
    const { id } = await sendsPicture();
    await app.act(bob, 'DELETE', `messages/${id}`);
    await forget();
    expect(await left()).toMatchObject({ pictures: 1 });
    await app.act(alice, 'DELETE', `rooms/${room}`);
    await forget();
    expect(await left()).toMatchObject({ pictures: 0 });
    expect(await app.numbers(bob, room)).toEqual([1]);
  });
});
