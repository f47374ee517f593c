import { expectNoDrift } from '#libs/testing';
import { blocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { poll, pollsEnd, publishes } from '#libs/testing/posts';
import { type PollStage, pollStage } from './poll-stage.js';
import { answered } from './stage.js';

let app: PollStage;
let mina: Person;
let joon: Person;
let hana: Person;

beforeAll(async () => {
  app = await pollStage();
});
beforeEach(async () => {
  ({ mina, joon, hana } = await people(app, 'mina', 'joon', 'hana'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

/** Mina asks, and joon quotes it. */
const quotedPoll = async () => {
  const asking = await app.asks(mina);
  return { asking, quoting: await publishes(app, joon, { body: '', quotedPostId: asking }) };
};

it('a quote shows the poll of what it quotes as that shows it itself, to everybody', async () => {
  const { asking, quoting } = await quotedPoll();
  await app.votes(hana, asking, 1);
  await app.settle();
  for (const as of [mina, joon, hana, undefined]) {
    expect((await app.seen(quoting, as)).quoted.poll).toEqual(await app.pollAt(asking, as));
  }
  const seenBy = async (as?: Person) => (await app.seen(quoting, as)).quoted.poll;
  expect(await seenBy(mina)).toMatchObject({ voterCount: 1, viewer: { choices: [] } });
  expect(await seenBy(hana)).toMatchObject({ voterCount: 1, viewer: { choices: [1] } });
  // Who quotes is told no more than others.
  expect(await seenBy(joon)).toMatchObject({ voterCount: null, viewer: { choices: [] } });
  expect(await seenBy()).toMatchObject({ voterCount: null, viewer: null });
  await pollsEnd(app, asking);
  expect(await seenBy()).toMatchObject({ isClosed: true, voterCount: 1 });
});

it('lists of quotes show it, too', async () => {
  const { asking, quoting } = await quotedPoll();
  await app.votes(hana, asking, 0);
  await app.settle();
  const lists = [`/posts/${asking}/quotes`, `/users/${joon.id}/posts`];
  for (const as of [hana, joon]) {
    for (const list of lists) {
      const found = (await app.items(list, as)).find(({ id }) => id === quoting);
      expect(found!['quoted']).toMatchObject({ poll: await app.pollAt(asking, as) });
    }
  }
});

it('a quote may ask something itself: each vote is for one of the two', async () => {
  const asking = await app.asks(mina, { options: ['One', 'Two'] });
  const quoting = await publishes(app, joon, {
    quotedPostId: asking,
    poll: poll({ options: ['Three', 'Four'] }),
  });
  await app.votes(hana, quoting, 1);
  await app.settle();
  expect(await app.seen(quoting, hana)).toMatchObject({
    poll: { options: [{ text: 'Three' }, { text: 'Four' }], viewer: { choices: [1] } },
    quoted: {
      poll: { options: [{ text: 'One' }, { text: 'Two' }], viewer: { choices: [] } },
    },
  });
});

it.each<[string, (asking: string) => Promise<unknown>]>([
  ['is for followers', (id) => app.change(mina, id, { visibility: 'followers' })],
  ['is removed', (id) => app.request({ method: 'DELETE', url: `/v1/posts/${id}`, as: mina })],
  ['is of somebody who blocks the viewer', () => blocks(app, mina, hana)],
])('no poll is shown when what is quoted %s', async (_, happens) => {
  const { asking, quoting } = await quotedPoll();
  await happens(asking);
  const shown = await app.read(`/posts/${quoting}`, hana);
  expect(shown.body).toMatchObject({ isQuote: true, quoted: null, poll: null });
  expect(shown.text).not.toContain('"options"');
  expect(answered(await app.vote(hana, asking, 0))).toBe('404 not-found');
});
