import type { CommentId } from '#libs/comment';
import { UnitOfWork } from '#libs/database';
import { Clock, type Id } from '#libs/kernel';
import { LiveLog } from '#libs/live';
import type { PostId } from '#libs/post';
import { PushSourceRegistry } from '#libs/push';
import { opensStream } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment } from '#libs/testing/comments';
import { accepts, blocks, follows, mutes, unblocks, unmutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { likes, poll, pollsEnd, publishes, reposts } from '#libs/testing/posts';
import { DigestService } from '../src/digest/digest.service.js';
import { type NotificationStage, notificationStage } from './stage.js';
import { expectationOf, KINDS, type Lot, LOTS } from './told-table.js';

/** Me, of whom the table speaks, with one notification of each kind. */
interface Scene {
  readonly me: Person;
  /** Does everything to me but asking. */
  readonly actor: Person;
  /** Asks to follow me. */
  readonly asker: Person;
  readonly host: Person;
  readonly myPost: PostId;
  readonly hostPost: PostId;
  readonly myComment: CommentId;
  readonly answers: readonly CommentId[];
  /** A draft of mine that could not be published. */
  readonly myDraft: PostId;
  readonly quote: PostId;
}

let app: NotificationStage;

beforeAll(async () => {
  app = await notificationStage();
});
afterAll(() => app.close());

/** Everything there is to be told of. */
async function everything(): Promise<Scene> {
  const { me, actor, asker, host } = await people(app, 'me', 'actor', 'asker', 'host');
  const [myPost, hostPost] = await Promise.all([
    publishes(app, me),
    publishes(app, host, { poll: poll() }),
  ]);
  const myComment = await comments(app, me, hostPost);
  await likes(app, actor, myPost);
  await likesComment(app, actor, myComment);
  const mention = await comments(app, actor, hostPost, `@${me.nickname} look`);
  await reposts(app, actor, myPost);
  const quote = await publishes(app, actor, { quotedPostId: myPost });
  const answers = [
    await comments(app, actor, myPost),
    await comments(app, actor, hostPost, 'A reply', myComment),
    mention,
  ];
  await follows(app, actor, me);
  for (const person of [actor, me]) {
    await app.call(person, 'PATCH', '/me/profile', { isPublic: false });
  }
  await follows(app, me, actor);
  await accepts(app, actor, me);
  await follows(app, asker, me);
  const myDraft = await app.failedDraft(me);
  await app.votes(me, hostPost, 0);
  await pollsEnd(app, hostPost);
  await app.settle();
  await app.gather();
  // All kinds are pushed: some are not at first.
  await app.wants(me, {
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, { push: true }])),
  });
  return { me, actor, asker, host, myPost, hostPost, myComment, answers, myDraft, quote };
}

interface Happening {
  readonly begin: (scene: Scene) => Promise<unknown>;
  readonly end?: (scene: Scene) => Promise<unknown>;
}

/** What some people do to others, and its end. */
const edge = (
  begin: typeof blocks,
  end: typeof blocks,
  ends: (scene: Scene) => readonly (readonly [from: Person, to: Person])[],
): Happening => {
  const each = (act: typeof blocks) => (scene: Scene) =>
    Promise.all(ends(scene).map(([from, to]) => act(app, from, to)));
  return { begin: each(begin), end: each(end) };
};
const them = ({ actor, asker }: Scene) => [actor, asker];
const inactive = (who: (scene: Scene) => readonly Person[]): Happening => ({
  begin: (scene) => Promise.all(who(scene).map((one) => suspends(app, one))),
  end: restore(who),
});
const restore = (who: (scene: Scene) => readonly Person[]) => (scene: Scene) =>
  Promise.all(who(scene).map((one) => restores(app, one)));
const source = (from: string): Happening => {
  const set = (value: string) => (scene: Scene) =>
    app.wants(scene.me, {
      kinds: Object.fromEntries(KINDS.map((kind) => [kind, { from: value }])),
    });
  return { begin: set(from), end: set('everyone') };
};
const hostSets = (path: (scene: Scene) => string, begun: object, ended: object): Happening => ({
  begin: (scene) => app.call(scene.host, 'PATCH', path(scene), begun),
  end: (scene) => app.call(scene.host, 'PATCH', path(scene), ended),
});

const mutesPosts = ({ me, myPost, hostPost, myDraft }: Scene, method: 'PUT' | 'DELETE') =>
  Promise.all([myPost, hostPost, myDraft].map((id) => app.call(me, method, `/posts/${id}/mute`)));

const HAPPENINGS: Readonly<Record<Lot, Happening>> = {
  nothing: { begin: () => Promise.resolve() },
  'I block them': edge(blocks, unblocks, (scene) => them(scene).map((one) => [scene.me, one])),
  'they block me': edge(blocks, unblocks, (scene) => them(scene).map((one) => [one, scene.me])),
  'I mute them': edge(mutes, unmutes, (scene) => them(scene).map((one) => [scene.me, one])),
  'they are suspended': inactive(them),
  'they delete their accounts': {
    begin: (scene) =>
      Promise.all(
        them(scene).map((one) => app.call(one, 'DELETE', '/me', { password: one.password })),
      ),
    end: restore(them),
  },
  'the host turns private': hostSets(() => '/me/profile', { isPublic: false }, { isPublic: true }),
  'the post is for followers': hostSets(
    ({ hostPost }) => `/posts/${hostPost}`,
    { visibility: 'followers' },
    { visibility: 'public' },
  ),
  'the host is suspended': inactive(({ host }) => [host]),
  'I mute the posts': {
    begin: (scene) => mutesPosts(scene, 'PUT'),
    end: (scene) => mutesPosts(scene, 'DELETE'),
  },
  'I delete my post': {
    begin: ({ me, myPost, myDraft }) =>
      Promise.all([myPost, myDraft].map((id) => app.call(me, 'DELETE', `/posts/${id}`))),
  },
  'I delete my comment': {
    begin: ({ me, myComment }) => removesComment(app, me, myComment),
  },
  'they delete their answers': {
    begin: ({ actor, answers, quote }) =>
      Promise.all(
        [...answers.map((id) => `/comments/${id}`), `/posts/${quote}`].map((path) =>
          app.call(actor, 'DELETE', path),
        ),
      ),
  },
  'I want it from nobody': source('nobody'),
  'I want it from those I follow': source('following'),
};

/** Ways in which a person is told, each with the kinds that it tells of, or how many. */
const CHANNELS: readonly {
  readonly name: string;
  readonly tells: (scene: Scene) => Promise<readonly string[] | number>;
}[] = [
  { name: 'list', tells: async ({ me }) => (await app.list(me)).map(({ kind }) => kind) },
  { name: 'unread', tells: ({ me }) => app.unread(me) },
  { name: 'stream', tells: ({ me }) => streamed(me) },
  { name: 'push', tells: ({ me }) => pushed(me) },
  { name: 'mail', tells: ({ me }) => mailed(me) },
];

/** Kinds of which there is something to push. */
async function pushed(me: Person): Promise<string[]> {
  const stored = await app.sql<{ id: Id; kind: string }>(
    `select id, kind from notification where user_id = $1`,
    [me.id],
  );
  const source = app.get(PushSourceRegistry).named('notification');
  const messages = await Promise.all(
    stored.map(async ({ id, kind }) => ((await source.message(me.id, id)) === null ? [] : [kind])),
  );
  return messages.flat();
}

/** Kinds that a digest tells. */
async function mailed(me: Person): Promise<string[]> {
  const later = new Date(Date.now() + 2 * 3_600_000);
  const clock = jest.spyOn(app.get(Clock), 'now').mockReturnValue(later);
  const digest = await app.get(DigestService).of({ userId: me.id, since: null });
  clock.mockRestore();
  return (digest?.notifications ?? []).map(({ kind }) => kind);
}

/** Kinds of frames when all notifications of a person have grown. */
async function streamed(me: Person): Promise<string[]> {
  const stored = await app.sql<{ id: Id }>(`select id from notification where user_id = $1`, [
    me.id,
  ]);
  const client = await opensStream(app, me);
  const last = stored.map(({ id }) => ({ userId: me.id, type: 'notification', subjectId: id }));
  await app.get(UnitOfWork).run(async () => {
    await app.get(LiveLog).appendAll(last);
    await app.get(LiveLog).append([me.id], 'notification.removed', '1' as Id);
  });
  await client.until('notification.removed');
  client.leave();
  return client.of('notification').map(({ data }) => data.kind);
}

describe.each(LOTS)('%s', (lot) => {
  it('says every channel the same', async () => {
    const scene = await everything();
    const { then, after } = expectationOf(lot);
    const { begin, end } = HAPPENINGS[lot];
    await begin(scene);
    expect(await told(scene)).toEqual(wanted(then));
    expect(end === undefined).toBe(after === undefined);
    if (end !== undefined && after !== undefined) {
      await end(scene);
      expect(await told(scene)).toEqual(wanted(after));
    }
  });
});

async function told(scene: Scene): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  for (const { name, tells } of CHANNELS) {
    const kinds = await tells(scene);
    said[name] = typeof kinds === 'number' ? kinds : [...kinds].sort();
  }
  return said;
}

function wanted(kinds: readonly string[]): Record<string, unknown> {
  const sorted = [...kinds].sort();
  return { list: sorted, unread: kinds.length, stream: sorted, push: sorted, mail: sorted };
}
