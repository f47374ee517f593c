import { blocks, follows } from '#libs/testing/graph';
import { givesRole, people, type Person, setsPublic } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';
import { uploads } from '#libs/testing/uploads';
import { openStage, refusal, type StoryStage } from './story-stage.js';

let app: StoryStage;
let alice: Person;
let bob: Person;
let carol: Person;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  await follows(app, bob, alice);
});
afterAll(() => app.close());

const status = async (as: Person | undefined, path: string) =>
  (await app.ask('GET', path, as)).status;

it('shares a picture for 24 hours, for followers unless it says otherwise', async () => {
  const mediaId = await uploads(app, alice);
  await app.settle();
  const { status: code, headers, body } = await app.ask('POST', 'stories', alice, { mediaId });
  expect([code, headers['location']]).toEqual([201, `/v1/stories/${body.id}`]);
  expect(body).toEqual({
    id: expect.stringMatching(/^\d+$/),
    author: {
      id: alice.id,
      nickname: alice.nickname,
      fullName: alice.fullName,
      imageUrl: null,
    },
    media: expect.objectContaining({ id: mediaId, status: 'ready', postId: null }),
    text: null,
    audience: 'followers',
    createdAt: expect.stringMatching(/Z$/),
    expiresAt: expect.stringMatching(/Z$/),
    viewCount: 0,
    viewer: { seen: true },
  });
  expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(24 * 60 * 60 * 1_000);
  expect((await app.ask('GET', `stories/${body.id}`, bob)).body).toMatchObject({
    id: body.id,
    viewCount: null,
    viewer: { seen: false },
  });
});

it.each([
  [{ text: 'x'.repeat(201) }, '/text'],
  [{ text: ' ' }, '/text'],
  [{ audience: 'private' }, '/audience'],
  [{ mediaId: undefined }, '/mediaId'],
])('refuses %j', async (wrong, pointer) => {
  const mediaId = await uploads(app, alice);
  const answer = await app.ask('POST', 'stories', alice, { mediaId, ...wrong });
  expect(refusal(answer)).toEqual([400, 'validation-failed']);
  expect(answer.body.errors).toMatchObject([{ pointer }]);
});

it('takes 200 code points of text', async () => {
  const mediaId = await uploads(app, alice);
  const text = '🌊'.repeat(200);
  const answer = await app.ask('POST', 'stories', alice, { mediaId, text, audience: 'public' });
  expect([answer.status, answer.body.text, answer.body.audience]).toEqual([201, text, 'public']);
});

it('takes no picture of somebody else, and none that is attached, and tells of all at once', async () => {
  const attached = await uploads(app, alice);
  await shares(app, alice, { mediaId: attached });
  const theirs = await uploads(app, bob);
  for (const mediaId of [attached, theirs, '1']) {
    const answer = await app.ask('POST', 'stories', alice, { mediaId });
    expect(refusal(answer)).toEqual([422, 'media-not-usable']);
  }
  const both = await app.ask('POST', 'stories', alice, { mediaId: theirs, audience: 'all' });
  expect(both.body.errors).toMatchObject([{ pointer: '/audience' }, { pointer: '/mediaId' }]);
  const { items } = (await app.ask('GET', `users/${alice.id}/stories`, alice)).body;
  expect(items).toHaveLength(1);
});

it('shows a story for everybody to everybody while the profile is public, else to followers', async () => {
  const id = await shares(app, alice, { audience: 'public' });
  const seen = () => Promise.all([undefined, carol, bob].map((as) => status(as, `stories/${id}`)));
  expect(await seen()).toEqual([200, 200, 200]);
  await setsPublic(app, alice, false);
  expect(await seen()).toEqual([404, 404, 200]);
});

it('shows a story for followers to accepted followers only, and lists what each may see', async () => {
  const everybody = await shares(app, alice, { audience: 'public' });
  const followers = await shares(app, alice);
  const listed = async (as?: Person) =>
    (await app.ask('GET', `users/${alice.id}/stories`, as)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  expect(await listed()).toEqual([everybody]);
  expect(await listed(carol)).toEqual([everybody]);
  expect(await listed(bob)).toEqual([everybody, followers]);
  expect(await status(carol, `stories/${followers}`)).toBe(404);
  expect((await app.ask('GET', `stories/${everybody}`)).body.viewer).toBeNull();
});

it('hides stories across a block, both ways', async () => {
  const [hers, theirs] = await Promise.all(
    [alice, carol].map((who) => shares(app, who, { audience: 'public' })),
  );
  await blocks(app, alice, carol);
  expect(await status(carol, `stories/${hers}`)).toBe(404);
  expect(await status(alice, `stories/${theirs}`)).toBe(404);
  expect(await status(carol, `users/${alice.id}/stories`)).toBe(404);
  expect((await app.ask('GET', `users/${carol.id}/stories`, alice)).body.items).toEqual([]);
});

it('is deleted by its author alone, at once and with its addresses', async () => {
  const id = await shares(app, alice);
  await app.settle();
  const { media } = (await app.ask('GET', `stories/${id}`, bob)).body;
  expect(media.url).toContain('signature=');
  expect(await app.fetched(media.url)).toBe(200);
  expect(refusal(await app.ask('DELETE', `stories/${id}`, bob))).toEqual([403, 'forbidden']);
  expect(refusal(await app.ask('DELETE', `stories/${id}`, carol))).toEqual([404, 'not-found']);
  expect((await app.ask('DELETE', `stories/${id}`, alice)).status).toBe(204);
  expect(await app.fetched(media.url)).toBe(404);
  expect(await status(alice, `stories/${id}`)).toBe(404);
  expect(await status(alice, `media/${media.id}`)).toBe(404);
  expect(refusal(await app.ask('DELETE', `stories/${id}`, alice))).toEqual([404, 'not-found']);
});

it('keeps its picture: a story is nothing without it', async () => {
  const mediaId = await uploads(app, alice);
  await shares(app, alice, { mediaId });
  const answer = await app.ask('DELETE', `media/${mediaId}`, alice);
  expect(refusal(answer)).toEqual([422, 'nothing-left']);
});

it('shows its picture to those who may see it', async () => {
  const mediaId = await uploads(app, alice);
  await shares(app, alice, { mediaId });
  const seen = await Promise.all(
    [alice, bob, carol, undefined].map((as) => status(as, `media/${mediaId}`)),
  );
  expect(seen).toEqual([200, 200, 404, 404]);
});

it('is there at most thirty times, however many are shared at once', async () => {
  for (let i = 0; i < 28; i += 1) {
    await shares(app, alice);
  }
  const pictures = await Promise.all([1, 2, 3, 4].map(() => uploads(app, alice)));
  const answers = await Promise.all(
    pictures.map((mediaId) => app.ask('POST', 'stories', alice, { mediaId })),
  );
  expect(answers.map(({ status: code }) => code).sort()).toEqual([201, 201, 422, 422]);
  const refused = answers.filter(({ status: code }) => code === 422);
  expect(refused.map(({ body }) => body.code)).toEqual(['too-many-stories', 'too-many-stories']);
  // What is over, or deleted, makes room.
  const [first] = (await app.ask('GET', `users/${alice.id}/stories`, alice)).body.items;
  await app.ask('DELETE', `stories/${first.id}`, alice);
  const [mediaId] = pictures.filter((_, i) => answers[i]!.status === 422);
  expect((await app.ask('POST', 'stories', alice, { mediaId })).status).toBe(201);
});

describe('an administrator', () => {
  let root: Person;
  beforeEach(async () => {
    ({ root } = await people(app, 'root'));
    await givesRole(app, root, 'admin');
  });
  const moderate = (id: string, isActive: boolean) =>
    app.ask('PATCH', `admin/stories/${id}`, root, { isActive, reason: 'Spam.' });

  it('takes a story down, with its addresses, and restores it, into the audit log', async () => {
    const id = await shares(app, alice);
    await app.settle();
    const { url } = (await app.ask('GET', `stories/${id}`, alice)).body.media;
    expect((await moderate(id, false)).body).toMatchObject({ id, isActive: false });
    expect(await status(alice, `stories/${id}`)).toBe(404);
    expect(await app.fetched(url)).toBe(404);
    const taken = await app.ask('GET', `admin/stories?isActive=false&authorId=${alice.id}`, root);
    expect(taken.body.items).toMatchObject([{ id, isActive: false }]);
    expect((await moderate(id, true)).body).toMatchObject({ id, isActive: true });
    await moderate(id, true);
    expect(await status(bob, `stories/${id}`)).toBe(200);
    expect(await app.fetched(url)).toBe(404);
    const log = (await app.ask('GET', `admin/audit-log?targetId=${id}`, root)).body.items;
    expect(log).toMatchObject([
      { targetType: 'story', action: 'story.restored' },
      { targetType: 'story', action: 'story.deactivated', actorId: root.id, reason: 'Spam.' },
    ]);
  });

  it('restores no more than a person may have, and sees no stories elsewhere than others do', async () => {
    const id = await shares(app, alice);
    expect(await status(root, `stories/${id}`)).toBe(404);
    await moderate(id, false);
    for (let i = 0; i < 30; i += 1) {
      await shares(app, alice);
    }
    expect(refusal(await moderate(id, true))).toEqual([422, 'too-many-stories']);
  });

  it('who deactivates a picture takes its story out', async () => {
    const mediaId = await uploads(app, alice);
    const id = await shares(app, alice, { mediaId });
    await app.ask('PATCH', `admin/media/${mediaId}`, root, { isActive: false, reason: 'Spam.' });
    expect(await status(bob, `stories/${id}`)).toBe(404);
    expect(await app.ringsOf(bob)).toEqual([]);
  });
});
