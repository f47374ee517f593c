import { eventually, opensStream } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment } from '#libs/testing/comments';
import { blocks, mutes, unblocks, unmutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { type NotificationStage, notificationStage } from './stage.js';

let app: NotificationStage;

beforeAll(async () => {
  app = await notificationStage();
});
afterAll(() => app.close());

/** What hides somebody's acts from me, and its end. */
interface Hiding {
  readonly begin: (me: Person, actor: Person) => Promise<unknown>;
  readonly end: (me: Person, actor: Person) => Promise<unknown>;
}

const edge = (begin: typeof blocks, end: typeof blocks, mine: boolean): Hiding => {
  const act = (does: typeof blocks) => (me: Person, actor: Person) =>
    mine ? does(app, me, actor) : does(app, actor, me);
  return { begin: act(begin), end: act(end) };
};

const HIDINGS: Readonly<Record<string, Hiding>> = {
  'a block of mine': edge(blocks, unblocks, true),
  'a block of theirs': edge(blocks, unblocks, false),
  'a mute': edge(mutes, unmutes, true),
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
  'a like of a post': async (me, actor) => likes(app, actor, await publishes(app, me)),
  'a like of a comment': async (me, actor) => {
    const comment = await comments(app, me, await publishes(app, actor));
    return likesComment(app, actor, comment);
  },
  'a comment': async (me, actor) => comments(app, actor, await publishes(app, me)),
  'a reply': async (me, actor) => {
    const post = await publishes(app, actor);
    return comments(app, actor, post, 'A reply', await comments(app, me, post));
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
    const stream = await opensStream(app, me);
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
  const stream = await opensStream(app, me);
  await HIDINGS['a suspension']!.begin(me, actor);
  await eventually(() => stream.of('unread').at(-1)?.data.notifications === 0);
  stream.leave();
});
