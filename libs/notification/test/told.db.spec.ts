import { AccountStatusService } from '#libs/account';
import type { CommentId } from '#libs/comment';
import { UnitOfWork } from '#libs/database';
import { Clock, type Id } from '#libs/kernel';
import { LiveLog } from '#libs/live';
import type { PostId } from '#libs/post';
import { PushSourceRegistry } from '#libs/push';
import { people, type Person } from '#libs/testing/people';
import { poll, pollsEnd } from '#libs/testing/posts';
import { DigestService } from '../src/digest/digest.service.js';
import { type Stage, stage } from './stage.js';
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

let app: Stage;

beforeAll(async () => {
  app = await stage();
});
afterAll(() => app.close());

/** Everything there is to be told of. */
async function everything(): Promise<Scene> {
  const { me, actor, asker, host } = await people(app, 'me', 'actor', 'asker', 'host');
  const [myPost, hostPost] = await Promise.all([app.post(me), app.post(host, { poll: poll() })]);
  const myComment = await app.comment(me, hostPost);
  await app.call(actor, 'PUT', `/posts/${myPost}/like`);
  await app.call(actor, 'PUT', `/comments/${myComment}/like`);
  const mention = await app.call(actor, 'POST', `/posts/${hostPost}/comments`, {
    body: `@${me.nickname} look`,
  });
  await app.call(actor, 'PUT', `/posts/${myPost}/repost`);
  const quote = await app.post(actor, { quotedPostId: myPost });
  const answers = [
    await app.comment(actor, myPost),
    await app.comment(actor, hostPost, myComment),
    mention.id as CommentId,
  ];
  await app.call(actor, 'PUT', `/users/${me.id}/follow`);
  for (const person of [actor, me]) {
    await app.call(person, 'PATCH', '/me/profile', { isPublic: false });
  }
  await app.call(me, 'PUT', `/users/${actor.id}/follow`);
  await app.call(actor, 'PUT', `/me/follow-requests/${me.id}`);
  await app.call(asker, 'PUT', `/users/${me.id}/follow`);
  const myDraft = await app.failedDraft(me);
  await app.call(me, 'PUT', `/posts/${hostPost}/poll/vote`, { choices: [0] });
  await pollsEnd(app, hostPost);
  await app.settle();
  await app.gather();
  // All kinds are pushed: some are not at first.
  await app.call(me, 'PATCH', '/me/notification-settings', {
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, { push: true }])),
  });
  return { me, actor, asker, host, myPost, hostPost, myComment, answers, myDraft, quote };
}

interface Happening {
  readonly begin: (scene: Scene) => Promise<unknown>;
  readonly end?: (scene: Scene) => Promise<unknown>;
}

/** An edge from some people to others: put, then deleted. */
const edge = (
  name: 'block' | 'mute',
  ends: (scene: Scene) => readonly (readonly [from: Person, to: Person])[],
): Happening => {
  const each = (method: 'PUT' | 'DELETE') => (scene: Scene) =>
    Promise.all(ends(scene).map(([from, to]) => app.call(from, method, `/users/${to.id}/${name}`)));
  return { begin: each('PUT'), end: each('DELETE') };
};
const them = ({ actor, asker }: Scene) => [actor, asker];
const inactive = (who: (scene: Scene) => readonly Person[]): Happening => ({
  begin: (scene) =>
    Promise.all(who(scene).map(({ id }) => app.get(AccountStatusService).suspend(id))),
  end: restore(who),
});
const restore = (who: (scene: Scene) => readonly Person[]) => (scene: Scene) =>
  Promise.all(who(scene).map(({ id }) => app.get(AccountStatusService).reactivate(id)));
const source = (from: string): Happening => {
  const set = (value: string) => (scene: Scene) =>
    app.call(scene.me, 'PATCH', '/me/notification-settings', {
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
  'I block them': edge('block', (scene) => them(scene).map((one) => [scene.me, one])),
  'they block me': edge('block', (scene) => them(scene).map((one) => [one, scene.me])),
  'I mute them': edge('mute', (scene) => them(scene).map((one) => [scene.me, one])),
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
    begin: ({ me, myComment }) => app.call(me, 'DELETE', `/comments/${myComment}`),
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
  const client = await app.stream(me);
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
