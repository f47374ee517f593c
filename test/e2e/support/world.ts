import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../libs/testing/src/eventually.js';
import {
  blocks,
  bookmarks,
  comments,
  editsPost,
  follows,
  likes,
  likesComment,
  mutes,
  opensRoom,
  publishes,
  reposts,
  seesStory,
  setsPublic,
  shares,
  uploads,
  writes,
} from './acts.js';
import { type Operation, operations } from './operations.js';
import { login, people, type Person, person, superuser } from './people.js';
import { browser } from './things.js';
import { notificationOf } from './told.js';
import { call } from './wire.js';

/** Fields whose rules a schema can't say in full. */
const MORE_RULES = new Set(['phone', 'clientId', 'timeZone']);

/** The cursor of the second page of a list. */
export interface ListCursor {
  /** Name of the operation. */
  readonly list: string;
  /** The order, where one can be chosen. */
  readonly sort: string | undefined;
  readonly cursor: string;
}

/** A few people with at least two of everything, so that each list has a second page. */
export class World {
  private constructor(
    readonly admin: Person,
    readonly alice: Person,
    readonly bob: Person,
    /** A good token of a session that was logged out. */
    readonly endedToken: string,
    private readonly ids: Readonly<Record<string, string>>,
    private readonly listCursors: readonly ListCursor[],
  ) {}

  /** What tokens are signed with. */
  readonly signingKey = readFileSync(
    join(process.env['MARU_DATA_DIR'] ?? '', 'jwt-secret'),
    'utf8',
  );

  static async make(): Promise<World> {
    const admin = await superuser();
    const { alice, bob, ...others } = await people('alice', 'bob', 'carol', 'dave', 'eve');
    const [filled, administered] = await Promise.all([
      fill({ alice, bob, ...others }),
      fillForAdministration(admin),
    ]);
    const ended = await login(alice);
    await call('POST', '/v1/auth/logout', { token: ended.token });
    const { token } = await login(alice);
    const { items } = await call('GET', '/v1/auth/sessions', { token });
    const { id: sessionId } = (items as { id: string }[])[0]!;
    const ids = { ...filled, ...administered, sessionId };
    const world = new World(admin, alice, bob, ended.token, ids, []);
    return new World(admin, alice, bob, ended.token, ids, await world.takeCursors());
  }

  /** The id or word that stands for a parameter of a path. */
  idOf(name: string, path: string): string {
    const before = new RegExp(`/([a-z-]+)/\\{${name}\\}`).exec(path)?.[1] ?? '';
    // What administrators do must not take away what the others are tested with.
    const place = path.startsWith('/v1/admin/') ? `administered ${name}` : name;
    const known =
      this.ids[`${path} ${name}`] ?? this.ids[place] ?? this.ids[`${before.replace(/s$/, '')}Id`];
    if (known === undefined) {
      throw new Error(`The world has nothing for {${name}} of ${path}: teach it.`);
    }
    return known;
  }

  /** What an operation needs in a field of its body to get past it. */
  given(name: string, { name: operation }: Operation): unknown {
    const given: Record<string, unknown> = {
      mediaId: this.ids[operation === 'POST /v1/stories' ? 'looseMediaId' : 'mediaId'],
      parentId: this.ids['commentId'],
      quotedPostId: this.ids['quotedPostId'],
      upTo: this.ids['notificationId'],
      // No time is good for ever.
      publishAt: null,
      poll: null,
      // Elsewhere a wrong password keeps the person as she is, and examples may be somebody's by now.
      ...(operation === 'PATCH /v1/me' && {
        currentPassword: this.alice.password,
        email: `new.${this.alice.email}`,
        phone: this.alice.phone,
      }),
      ...(operation === 'PATCH /v1/me/profile' && { nickname: this.alice.nickname }),
    };
    return given[name];
  }

  /** Whether a field of this name has rules that its schema can't say. */
  hasMoreRules(name: string): boolean {
    return MORE_RULES.has(name);
  }

  /** The cursors that a list gave, one for each order. */
  cursorsOf({ name }: Operation): readonly ListCursor[] {
    const found = this.listCursors.filter(({ list }) => list === name);
    if (found.length === 0) {
      throw new Error(`${name} has no second page in this world: give it two entries.`);
    }
    return found;
  }

  /** Cursors of all lists, one of each kind. */
  get cursors(): string[] {
    const kinds = new Map(this.listCursors.map(({ cursor }) => [this.keysIn(cursor)[0], cursor]));
    return [...kinds.values()];
  }

  /** What a cursor says. */
  keysIn(cursor: string): unknown[] {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  }

  private async takeCursors(): Promise<ListCursor[]> {
    const lists = operations.filter(({ queryFields }) =>
      queryFields.some(({ name }) => name === 'cursor'),
    );
    const found = await Promise.all(
      lists.flatMap(({ name: list, path, access, queryFields }) => {
        const target = path.replace(/\{(\w+)\}/g, (_, id: string) => this.idOf(id, path));
        const { token } = access === 'admin' ? this.admin : this.alice;
        const sorts = queryFields.find(({ name }) => name === 'sort')?.schema.enum ?? [undefined];
        return sorts.map(async (sort) => {
          const order = sort === undefined ? '' : `&sort=${sort}`;
          const { nextCursor } = await call('GET', `${target}?limit=1${order}`, { token });
          return typeof nextCursor === 'string' ? [{ list, sort, cursor: nextCursor }] : [];
        });
      }),
    );
    return found.flat();
  }
}

async function fill({
  alice,
  bob,
  carol,
  dave,
  eve,
}: Record<'alice' | 'bob' | 'carol' | 'dave' | 'eve', Person>): Promise<Record<string, string>> {
  const pictures = await Promise.all([alice, alice, alice].map((who) => uploads(who)));
  const post = await publishes(alice, {
    title: 'A post of the tests',
    body: 'First line\nsecond line',
    tags: ['tests', 'edges'],
    mediaIds: pictures.slice(0, 2).map(({ id }) => id),
  });
  const postId = post.id;
  const second = await publishes(alice, {
    body: 'Another',
    tags: ['edges'],
    poll: { options: ['Yes', 'No'], closesAt: new Date(Date.now() + 3_600_000).toISOString() },
  });
  const publicPictures = await Promise.all([bob, bob].map((who) => uploads(who)));
  const others = await Promise.all(
    [bob, bob, dave, eve].map((who, i) =>
      publishes(who, {
        body: `By somebody else, for @${alice.nickname}`,
        tags: [`of ${who.nickname}`, `kind ${'abcd'.charAt(i)}`],
        ...(who === bob && { mediaIds: publicPictures.slice(i, i + 1).map(({ id }) => id) }),
      }),
    ),
  );
  for (const title of ['Edited once', 'Edited twice']) {
    await editsPost(alice, postId, { title });
  }
  const written = await Promise.all(
    [alice, alice, bob, bob].map((who) => comments(who, postId, 'Well said')),
  );
  const commentId = written[0]!.id;
  await Promise.all([bob, bob].map((who) => comments(who, postId, 'Indeed', commentId)));
  await comments(dave, postId, 'So it is');
  await Promise.all(
    [bob, carol].flatMap((who) => [
      follows(who, alice),
      follows(alice, who),
      likes(who, postId),
      likesComment(who, commentId),
      mutes(alice, who),
    ]),
  );
  await Promise.all(
    [dave, eve].flatMap((who) => [likes(who, postId), follows(who, bob), follows(bob, who)]),
  );
  await Promise.all(
    [post, second, ...others].flatMap(({ id }) => [likes(alice, id), bookmarks(alice, id)]),
  );
  await Promise.all(written.map(({ id }) => likesComment(alice, id)));
  await Promise.all([1, 2].map(async () => blocks(alice, await person('shut'))));
  const rooms = await Promise.all(
    [bob, carol].map(async (who) => {
      const roomId = await opensRoom(alice, who);
      const messageId = await writes(alice, roomId);
      await writes(who, roomId);
      return { roomId, messageId };
    }),
  );
  const [shared] = others;
  const quotedPostId = shared!.id;
  await Promise.all([alice, carol].map((who) => reposts(who, quotedPostId)));
  await Promise.all([alice, carol].map((who) => publishes(who, { quotedPostId })));
  const quoting = await publishes(bob, { quotedPostId: postId });
  const storyId = await fillStories({ alice, bob, carol });
  const near = await Promise.all([1, 2, 3].map(() => person('near')));
  await Promise.all([dave, eve].flatMap((fan) => near.map((who) => follows(fan, who))));
  const [alike] = await Promise.all(
    near.map((who) => publishes(who, { body: 'To be recommended', tags: ['near'] })),
  );
  await setsPublic(alice, false);
  const as = { token: alice.token };
  const looksFor = (text: string) =>
    call('PUT', '/v1/me/recent-searches', { ...as, body: { text } });
  await looksFor('hills');
  const { id: searchId } = await looksFor('bread');
  await Promise.all(
    ['hills', 'bread'].map((tag) => call('PUT', `/v1/me/dismissals/tags/${tag}`, as)),
  );
  await call('POST', '/v1/me/lists', { ...as, body: { name: 'Empty' } });
  const { id: listId } = await call('POST', '/v1/me/lists', { ...as, body: { name: 'Two' } });
  await Promise.all(
    [dave, eve].map(({ id }) => call('PUT', `/v1/me/lists/${String(listId)}/members/${id}`, as)),
  );
  const subscribes = (): Promise<Record<string, unknown>> =>
    call('POST', '/v1/me/push-subscriptions', { ...as, body: browser() });
  await subscribes();
  await Promise.all([dave, eve].map((who) => follows(who, alice)));
  // The worker finds out within a minute.
  await eventually(async () => {
    const similar = await call('GET', `/v1/users/${bob.id}/similar?limit=1`, as);
    const posts = await call('GET', `/v1/posts/${alike!.id}/similar?limit=1`, as);
    return [similar, posts].every(({ nextCursor }) => typeof nextCursor === 'string');
  });
  const told = (kind: string, count: number) =>
    notificationOf(count, () => call('GET', `/v1/me/notifications?kind=${kind}`, as));
  return {
    notificationId: await told('post-like', 2),
    '/v1/me/notifications/{notificationId} notificationId': await told('comment', 1),
    '/v1/posts/{postId}/mute postId': second.id,
    '/v1/posts/{postId}/similar postId': alike!.id,
    // Only what everybody can see is passed on.
    ...Object.fromEntries(
      ['repost', 'reposts', 'quotes'].map((list) => [
        `/v1/posts/{postId}/${list} postId`,
        quotedPostId,
      ]),
    ),
    quotedPostId,
    quotingPostId: quoting.id,
    '/v1/posts/{postId}/poll/vote postId': second.id,
    userId: bob.id,
    nickname: bob.nickname,
    tag: 'hills',
    postId,
    slug: post.slug,
    commentId,
    mediaId: pictures[0]!.id,
    looseMediaId: pictures[2]!.id,
    ...rooms[0]!,
    listId: String(listId),
    searchId: String(searchId),
    storyId,
    followId: bob.id,
    exportId: String((await call('POST', '/v1/me/exports', as))['id']),
    subscriptionId: String((await subscribes())['id']),
  };
}

/** Stories of alice that two have seen, and of two whom she follows. @returns the id of one of hers */
async function fillStories({
  alice,
  bob,
  carol,
}: Record<'alice' | 'bob' | 'carol', Person>): Promise<string> {
  const teller = await person('teller');
  await follows(alice, teller);
  const [story] = await Promise.all([alice, alice, bob, bob, teller].map((who) => shares(who)));
  await Promise.all([bob, carol].map((who) => seesStory(who, story!.id)));
  return story!.id;
}

/** Somebody on whom administrators act, somebody to be erased, and two entries of the audit log. */
async function fillForAdministration({ token }: Person): Promise<Record<string, string>> {
  const { patient, leaver } = await people('patient', 'leaver');
  const { id: mediaId } = await uploads(patient);
  const { id: postId } = await publishes(patient, { body: 'For administrators' });
  const { id: commentId } = await comments(patient, postId, 'Mine');
  const { id: storyId } = await shares(patient);
  for (const title of ['Moderated once', 'Moderated twice']) {
    const body = { title, reason: 'For the log' };
    await call('PATCH', `/v1/admin/posts/${postId}`, { token, body });
  }
  return {
    'administered userId': patient.id,
    'administered postId': postId,
    'administered commentId': commentId,
    'administered mediaId': mediaId,
    'administered storyId': storyId,
    '/v1/admin/users/{userId}/erase userId': leaver.id,
  };
}
