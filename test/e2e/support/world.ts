import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openApi } from '../client/contract.js';
import { type Operation, operations } from './operations.js';
import { call, form, json, send } from './wire.js';

/** Somebody signed in. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly nickname: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** Fields whose rules a schema can't say in full. */
const MORE_RULES = new Set(['phone']);

let phones = Math.floor(Math.random() * 8_000) * 1_000;

/** Signs somebody up. */
export async function member(prefix: string): Promise<Member> {
  phones += 1;
  const nickname = `${prefix}.${phones.toString(36)}`;
  const email = `${nickname}@edge.test`;
  const password = `walnut-${nickname}-harbor`;
  const { user, tokens } = (await call('POST', '/v1/auth/sign-up', {
    body: {
      email,
      password,
      nickname,
      fullName: `${prefix} of the tests`,
      phone: `+8210${String(phones).padStart(8, '2')}`,
      birthday: '1990-05-17',
    },
  })) as unknown as Signed;
  return {
    id: user.id,
    email,
    nickname,
    password,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}

interface Signed {
  user: { id: string; profile: { nickname: string } };
  tokens: { accessToken: string; refreshToken: string };
}

/** Signs in again. */
export async function login(email: string, password: string): Promise<Member> {
  const { user, tokens } = (await call('POST', '/v1/auth/login', {
    body: { email, password },
  })) as unknown as Signed;
  return {
    id: user.id,
    email,
    nickname: user.profile.nickname,
    password,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}

/** The superuser that the program was started with. */
export function superuser(): Promise<Member> {
  return login('root@maru.test', 'a superuser of the tests');
}

/** A small real JPEG, no two alike. */
export function jpeg(): Promise<Buffer> {
  const hue = (): number => Math.floor(Math.random() * 256);
  return sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: hue(), g: hue(), b: hue() } },
  })
    .jpeg()
    .toBuffer();
}

/** Uploads a picture and tells its id. */
export async function picture({ token }: Member): Promise<string> {
  const { headers, body } = form({ name: 'file', filename: 'a.jpg', content: await jpeg() });
  const answer = await send({
    method: 'POST',
    target: '/v1/media',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
  });
  if (answer.status !== 201) {
    throw new Error(`An upload was answered with ${answer.status}: ${answer.text}`);
  }
  return String(json(answer)['id']);
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
    private readonly cursorsByList: ReadonlyMap<string, string>,
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
    const ids = await fill(as, alice!, bob!, carol!, dave!, eve!);
    const ended = await login(alice!.email, alice!.password);
    await as(ended, 'POST', '/v1/auth/logout');
    const { id: sessionId } = (
      (await as(await login(alice!.email, alice!.password), 'GET', '/v1/auth/sessions'))[
        'items'
      ] as { id: string }[]
    )[0]!;
    const world = new World(admin, alice!, bob!, ended.token, { ...ids, sessionId }, new Map());
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
    const known = this.ids[name] ?? this.ids[`${before.replace(/s$/, '')}Id`];
    if (known === undefined) {
      throw new Error(`The world has nothing for {${name}} of ${path}: teach it.`);
    }
    return known;
  }

  /** An existing thing for a field of a body. */
  given(name: string): unknown {
    const given: Record<string, unknown> = {
      mediaId: this.ids['mediaId'],
      parentId: this.ids['commentId'],
    };
    return given[name];
  }

  /** Whether a field of this name has rules that its schema can't say. */
  hasMoreRules(name: string): boolean {
    return MORE_RULES.has(name);
  }

  /** The cursor that a list gave. */
  cursorOf({ name }: Operation): string {
    const cursor = this.cursorsByList.get(name);
    if (cursor === undefined) {
      throw new Error(`${name} has no second page in this world: give it two entries.`);
    }
    return cursor;
  }

  /** Cursors of all lists, one of each kind. */
  get cursors(): string[] {
    const kinds = new Map(
      [...this.cursorsByList.values()].map((cursor) => [this.keysIn(cursor)[0], cursor]),
    );
    return [...kinds.values()];
  }

  /** What a cursor says. */
  keysIn(cursor: string): unknown[] {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  }

  private async takeCursors(): Promise<Map<string, string>> {
    const lists = operations.filter(({ queryFields }) =>
      queryFields.some(({ name }) => name === 'cursor'),
    );
    const found = await Promise.all(
      lists.map(async ({ name, path, access }) => {
        const target = path.replace(/\{(\w+)\}/g, (_, id: string) => this.idOf(id, path));
        const { token } = access === 'admin' ? this.admin : this.alice;
        const { nextCursor } = await call('GET', `${target}?limit=1`, { token });
        return typeof nextCursor === 'string' ? [[name, nextCursor] as const] : [];
      }),
    );
    return new Map(found.flat());
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
  const others = await Promise.all(
    [bob, carol].map((who) => as(who, 'POST', '/v1/posts', { body: 'By somebody else' })),
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
  await as(alice, 'PATCH', '/v1/me/profile', { isPublic: false });
  await Promise.all([dave, eve].map((who) => as(who, 'PUT', `/v1/users/${alice.id}/follow`)));
  return {
    userId: bob.id,
    nickname: bob.nickname,
    postId,
    slug: String(post['slug']),
    commentId,
    mediaId: pictures[0]!,
    followId: bob.id,
    ...('/v1/me/exports' in openApi.paths && {
      exportId: String((await as(alice, 'POST', '/v1/me/exports'))['id']),
    }),
  };
}
