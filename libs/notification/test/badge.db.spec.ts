import { eventually } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { type Stage, stage } from './stage.js';

let app: Stage;

beforeAll(async () => {
  app = await stage();
});
afterAll(() => app.close());

/** What hides somebody's acts from me, and its end. */
interface Hiding {
  readonly begin: (me: Person, actor: Person) => Promise<unknown>;
  readonly end: (me: Person, actor: Person) => Promise<unknown>;
}

const edge = (name: 'block' | 'mute', mine: boolean): Hiding => {
  const act = (method: 'PUT' | 'DELETE') => (me: Person, actor: Person) =>
    app.call(mine ? me : actor, method, `/users/${mine ? actor.id : me.id}/${name}`);
  return { begin: act('PUT'), end: act('DELETE') };
};

const HIDINGS: Readonly<Record<string, Hiding>> = {
  'a block of mine': edge('block', true),
  'a block of theirs': edge('block', false),
  'a mute': edge('mute', true),
  'a suspension': {
    begin: async (_me, actor) => {
      await suspends(app, actor);
      await app.settle();
    },
    end: async (_me, actor) => {
      await restores(app, actor);
      await app.settle();
    },
  },
};

/** What they can do to me. */
const ACTS: Readonly<Record<string, (me: Person, actor: Person) => Promise<unknown>>> = {
  'a like of a post': async (me, actor) =>
    app.call(actor, 'PUT', `/posts/${await app.post(me)}/like`),
  'a like of a comment': async (me, actor) => {
    const comment = await app.comment(me, await app.post(actor));
    return app.call(actor, 'PUT', `/comments/${comment}/like`);
  },
  'a comment': async (me, actor) => app.comment(actor, await app.post(me)),
  'a reply': async (me, actor) => {
    const post = await app.post(actor);
    return app.comment(actor, post, await app.comment(me, post));
  },
};

async function told(act: string): Promise<{ me: Person; actor: Person }> {
  const { me, actor } = await people(app, 'me', 'actor');
  await ACTS[act]!(me, actor);
  await app.gather();
  expect(await app.unread(me)).toBe(1);
  return { me, actor };
}

it.each(Object.keys(HIDINGS))(
  '%s is seen at once in the number of an open stream',
  async (name) => {
    const { me, actor } = await told('a like of a post');
    const stream = await app.stream(me);
    const newest = (): unknown => stream.of('unread').at(-1)?.data.notifications;
    await HIDINGS[name]!.begin(me, actor);
    await eventually(() => newest() === 0);
    await HIDINGS[name]!.end(me, actor);
    // A block has ended nothing but follows: the like shows again.
    await eventually(() => newest() === 1);
    stream.leave();
  },
);

it.each(Object.keys(ACTS))('a suspension is seen by whom %s concerns', async (name) => {
  const { me, actor } = await told(name);
  const stream = await app.stream(me);
  await HIDINGS['a suspension']!.begin(me, actor);
  await eventually(() => stream.of('unread').at(-1)?.data.notifications === 0);
  stream.leave();
});
