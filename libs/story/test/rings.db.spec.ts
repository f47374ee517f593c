import { suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes, unfollows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';
import { openStage, type StoryStage } from './story-stage.js';

let app: StoryStage;
let me: Person;
let alice: Person;
let bob: Person;
let carol: Person;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ me, alice, bob, carol } = await people(app, 'me', 'alice', 'bob', 'carol'));
  for (const person of [alice, bob, carol]) {
    await follows(app, me, person);
  }
});
afterAll(() => app.close());

const see = (as: Person, id: string) => app.ask('PUT', `stories/${id}/seen`, as);

it('holds one ring for each followed person, oldest story first, and counts what is unseen', async () => {
  const [first, second] = [await shares(app, alice), await shares(app, alice, { text: 'Two' })];
  await see(me, first);
  const { items } = (await app.ask('GET', 'feeds/stories', me)).body;
  expect(items).toMatchObject([
    {
      author: { id: alice.id },
      storyCount: 2,
      unseenCount: 1,
      items: [
        { id: first, viewer: { seen: true }, viewCount: null },
        { id: second, text: 'Two', viewer: { seen: false } },
      ],
    },
  ]);
  expect(items[0].latestAt).toBe(items[0].items[1].createdAt);
});

it('begins with unseen rings, each kind with the last shared first; mine stands before all', async () => {
  const bobs = await shares(app, bob);
  await shares(app, alice);
  await shares(app, carol);
  await shares(app, me);
  const names = (...who: Person[]) => who.map(({ nickname }) => nickname);
  expect(await app.ringsOf(me)).toEqual(names(me, carol, alice, bob));
  const carols = (await app.ask('GET', `users/${carol.id}/stories`, me)).body.items[0].id;
  await see(me, carols);
  await see(me, bobs);
  expect(await app.ringsOf(me)).toEqual(names(me, alice, carol, bob));
  expect(await app.ringsOf(me, '?excludeMe=true')).toEqual(names(alice, carol, bob));
  await shares(app, bob);
  expect(await app.ringsOf(me)).toEqual(names(me, bob, alice, carol));
});

it('tells me who has seen mine, where nothing is unseen', async () => {
  const id = await shares(app, me);
  await follows(app, alice, me);
  await see(alice, id);
  const [mine] = (await app.ask('GET', 'feeds/stories', me)).body.items;
  expect(mine).toMatchObject({ unseenCount: 0, items: [{ viewCount: 1, viewer: { seen: true } }] });
});

it('leaves out whom I don’t follow, whom I mute, who is across a block or suspended', async () => {
  for (const person of [alice, bob, carol]) {
    await shares(app, person, { audience: 'public' });
  }
  await mutes(app, me, alice);
  expect(await app.ringsOf(me)).toEqual([carol.nickname, bob.nickname]);
  await unfollows(app, me, bob);
  expect(await app.ringsOf(me)).toEqual([carol.nickname]);
  await suspends(app, carol);
  expect(await app.ringsOf(me)).toEqual([]);
  await follows(app, me, bob);
  expect(await app.ringsOf(me)).toEqual([bob.nickname]);
  await blocks(app, me, bob);
  expect(await app.ringsOf(me)).toEqual([]);
});

it('is paged with no gap and no repeat, whatever is shared and seen meanwhile', async () => {
  const authors = Object.values(await people(app, 'a', 'b', 'c', 'd', 'e', 'f'));
  const last = new Map<string, string>();
  for (const author of authors) {
    await follows(app, me, author);
    last.set(author.nickname, await shares(app, author));
  }
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await app.ask('GET', `feeds/stories?limit=1${cursor}`, me);
    const [ring] = body.items;
    seen.push(ring.author.nickname);
    // The one who was read is seen, and the last one, who is still to come, shares another.
    await see(me, last.get(ring.author.nickname)!);
    if (seen.length < authors.length) {
      await shares(app, authors[0]!);
    }
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(authors.map(({ nickname }) => nickname).reverse());
});

it('takes no cursor of another list', async () => {
  await shares(app, alice);
  await shares(app, alice);
  const { nextCursor } = (await app.ask('GET', `users/${alice.id}/stories?limit=1`, me)).body;
  const { body } = await app.ask('GET', `feeds/stories?cursor=${nextCursor}`, me);
  expect(body.code).toBe('invalid-cursor');
});

describe('a card', () => {
  const unseen = async (as: Person, { id }: Person) =>
    (await app.ask('GET', `users/${id}`, as)).body.viewer.hasUnseenStory;

  it('says whether there is something that I haven’t seen, by following or for everybody', async () => {
    expect(await unseen(me, alice)).toBe(false);
    const followers = await shares(app, alice);
    expect([await unseen(me, alice), await unseen(bob, alice)]).toEqual([true, false]);
    await see(me, followers);
    expect(await unseen(me, alice)).toBe(false);
    const everybody = await shares(app, alice, { audience: 'public' });
    expect([await unseen(me, alice), await unseen(bob, alice)]).toEqual([true, true]);
    await see(bob, everybody);
    expect(await unseen(bob, alice)).toBe(false);
    expect((await app.ask('GET', `users/${alice.id}`)).body.viewer).toBeNull();
  });

  it('says nothing of me, nor of whom I mute or block', async () => {
    for (const person of [me, alice, bob]) {
      await shares(app, person, { audience: 'public' });
    }
    await mutes(app, me, alice);
    await blocks(app, me, bob);
    expect(await Promise.all([me, alice, bob].map((who) => unseen(me, who)))).toEqual([
      false,
      false,
      false,
    ]);
    expect(await unseen(carol, alice)).toBe(true);
  });

  it('says so in lists of people too', async () => {
    await shares(app, bob);
    const { items } = (await app.ask('GET', `users/${me.id}/following`, me)).body;
    expect(
      items.map(({ nickname, viewer }: { nickname: string; viewer: object }) => [nickname, viewer]),
    ).toMatchObject([
      [carol.nickname, { hasUnseenStory: false }],
      [bob.nickname, { hasUnseenStory: true }],
      [alice.nickname, { hasUnseenStory: false }],
    ]);
  });
});
