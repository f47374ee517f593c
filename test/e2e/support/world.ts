import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, login, type Member, member, picture, superuser } from './members.js';
import { type Operation, operations } from './operations.js';
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
    readonly admin: Member,
    readonly alice: Member,
    readonly bob: Member,
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
    const [alice, bob, carol, dave, eve] = await Promise.all(
      ['alice', 'bob', 'carol', 'dave', 'eve'].map(member),
    );
    const as = (who: Member | undefined, method: string, target: string, body?: unknown) =>
      call(method, target, { token: who?.token, body });
    const [filled, administered] = await Promise.all([
      fill(as, alice!, bob!, carol!, dave!, eve!),
      fillForAdministration(as, admin),
    ]);
    const ids = { ...filled, ...administered };
    const ended = await login(alice!.email, alice!.password);
    await as(ended, 'POST', '/v1/auth/logout');
    const { id: sessionId } = (
      (await as(await login(alice!.email, alice!.password), 'GET', '/v1/auth/sessions'))[
        'items'
      ] as { id: string }[]
    )[0]!;
    const world = new World(admin, alice!, bob!, ended.token, { ...ids, sessionId }, []);
    return new World(
      admin,
      alice!,
      bob!,
      ended.token,
      { ...ids, sessionId },
      await world.takeCursors(),
    );
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
      mediaId: this.ids['mediaId'],
      parentId: this.ids['commentId'],
      upTo: this.ids['notificationId'],
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

type As = (
  who: Member | undefined,
  method: string,
  target: string,
  body?: unknown,
) => Promise<Record<string, unknown>>;

async function fill(
  as: As,
  alice: Member,
  bob: Member,
  carol: Member,
  dave: Member,
  eve: Member,
): Promise<Record<string, string>> {
  const pictures = await Promise.all([alice, alice, alice].map(picture));
  const post = await as(alice, 'POST', '/v1/posts', {
    title: 'A post of the tests',
    body: 'First line\nsecond line',
    tags: ['tests', 'edges'],
    mediaIds: pictures.slice(0, 2),
  });
  const postId = String(post['id']);
  const second = await as(alice, 'POST', '/v1/posts', { body: 'Another', tags: ['edges'] });
  const publicPictures = await Promise.all([bob, bob].map(picture));
  const others = await Promise.all(
    [bob, bob, dave, eve].map((who, i) =>
      as(who, 'POST', '/v1/posts', {
        body: 'By somebody else',
        tags: [`of ${who.nickname}`, `kind ${'abcd'.charAt(i)}`],
        ...(who === bob && { mediaIds: publicPictures.slice(i, i + 1) }),
      }),
    ),
  );
  for (const title of ['Edited once', 'Edited twice']) {
    await as(alice, 'PATCH', `/v1/posts/${postId}`, { title });
  }
  const comments = await Promise.all(
    [alice, alice, bob, bob].map((who) =>
      as(who, 'POST', `/v1/posts/${postId}/comments`, { body: 'Well said' }),
    ),
  );
  const commentId = String(comments[0]!['id']);
  await Promise.all(
    [bob, bob].map((who) =>
      as(who, 'POST', `/v1/posts/${postId}/comments`, { body: 'Indeed', parentId: commentId }),
    ),
  );
  await as(dave, 'POST', `/v1/posts/${postId}/comments`, { body: 'So it is' });
  await Promise.all(
    [bob, carol].flatMap((who) => [
      as(who, 'PUT', `/v1/users/${alice.id}/follow`),
      as(alice, 'PUT', `/v1/users/${who.id}/follow`),
      as(who, 'PUT', `/v1/posts/${postId}/like`),
      as(who, 'PUT', `/v1/comments/${commentId}/like`),
      as(alice, 'PUT', `/v1/users/${who.id}/mute`),
    ]),
  );
  await Promise.all(
    [dave, eve].flatMap((who) => [
      as(who, 'PUT', `/v1/posts/${postId}/like`),
      as(who, 'PUT', `/v1/users/${bob.id}/follow`),
      as(bob, 'PUT', `/v1/users/${who.id}/follow`),
    ]),
  );
  await Promise.all(
    [post, second, ...others].flatMap(({ id }) => [
      as(alice, 'PUT', `/v1/posts/${String(id)}/like`),
      as(alice, 'PUT', `/v1/posts/${String(id)}/bookmark`),
    ]),
  );
  await Promise.all(comments.map(({ id }) => as(alice, 'PUT', `/v1/comments/${String(id)}/like`)));
  await Promise.all(
    [1, 2].map(async () => as(alice, 'PUT', `/v1/users/${(await member('shut')).id}/block`)),
  );
  const rooms = await Promise.all(
    [bob, carol].map(async (who) => {
      const room = await as(alice, 'PUT', `/v1/users/${who.id}/room`);
      const target = `/v1/rooms/${String(room['id'])}/messages`;
      const body = { clientId: 'first', body: 'Hello' };
      const { id } = await as(alice, 'POST', target, body);
      await as(who, 'POST', target, body);
      return { roomId: String(room['id']), messageId: String(id) };
    }),
  );
  await as(alice, 'PATCH', '/v1/me/profile', { isPublic: false });
  await as(alice, 'POST', '/v1/me/push-subscriptions', browser());
  await Promise.all([dave, eve].map((who) => as(who, 'PUT', `/v1/users/${alice.id}/follow`)));
  const told = (kind: string, people: number) =>
    notificationOf(people, () => as(alice, 'GET', `/v1/me/notifications?kind=${kind}`));
  return {
    notificationId: await told('post-like', 2),
    '/v1/me/notifications/{notificationId} notificationId': await told('comment', 1),
    '/v1/posts/{postId}/mute postId': String(second['id']),
    userId: bob.id,
    nickname: bob.nickname,
    postId,
    slug: String(post['slug']),
    commentId,
    mediaId: pictures[0]!,
    ...rooms[0]!,
    followId: bob.id,
    exportId: String((await as(alice, 'POST', '/v1/me/exports'))['id']),
    subscriptionId: String((await as(alice, 'POST', '/v1/me/push-subscriptions', browser()))['id']),
  };
}

/** Somebody on whom administrators act, somebody to be erased, and two entries of the audit log. */
async function fillForAdministration(as: As, admin: Member): Promise<Record<string, string>> {
  const [patient, leaver] = await Promise.all(['patient', 'leaver'].map(member));
  const mediaId = await picture(patient!);
  const post = await as(patient, 'POST', '/v1/posts', { body: 'For administrators' });
  const postId = String(post['id']);
  const comment = await as(patient, 'POST', `/v1/posts/${postId}/comments`, { body: 'Mine' });
  for (const title of ['Moderated once', 'Moderated twice']) {
    await as(admin, 'PATCH', `/v1/admin/posts/${postId}`, { title, reason: 'For the log' });
  }
  return {
    'administered userId': patient!.id,
    'administered postId': postId,
    'administered commentId': String(comment['id']),
    'administered mediaId': mediaId,
    '/v1/admin/users/{userId}/erase userId': leaver!.id,
  };
}
