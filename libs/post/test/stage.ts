import { randomBytes } from 'node:crypto';
import type { MediaId } from '#libs/media';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import type { TestAnswer, TestHttp, TestRequest } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { stageOf, type StageOptions } from '#libs/testing/stage';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The time after so many milliseconds. */
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** The status of an answer, and its code when it is a problem. */
export const answered = ({ status, body }: TestAnswer): string =>
  body?.code === undefined ? String(status) : `${status} ${body.code}`;

/** The version of a post in the ETag of an answer. */
export const versionOf = ({ headers }: Pick<TestAnswer, 'headers'>): string | undefined =>
  /^"(\d+)-/.exec(String(headers['etag']))?.[1];

const words = (app: TestHttp) => ({
  /** Reads a path. */
  read(path: string, as?: Person, headers = {}): Promise<TestAnswer> {
    return app.request({ method: 'GET', url: `/v1${path}`, headers, ...(as && { as }) });
  },

  /** A post as somebody sees it. */
  async seen(id: string, as?: Person) {
    return (await this.read(`/posts/${id}`, as)).body;
  },

  /** All items of a list, page by page. */
  async items(
    path: string,
    as?: Person,
    between: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<{ id: string; [field: string]: unknown }[]> {
    const items: { id: string }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const separator = path.includes('?') ? '&' : '?';
      const page = cursor === '' ? '' : `${separator}cursor=${cursor}`;
      const answer: TestAnswer = await this.read(`${path}${page}`, as);
      expect(answer.status).toBe(200);
      items.push(...answer.body.items);
      cursor = answer.body.nextCursor;
      await between();
    }
    return items;
  },

  /** Ids of all items of a list. */
  async ids(path: string, as?: Person): Promise<string[]> {
    return (await this.items(path, as)).map(({ id }) => id);
  },

  /** The answer to what somebody does. */
  act(
    as: Person,
    method: TestRequest['method'],
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<TestAnswer> {
    return app.request({ method, url: `/v1${path}`, as, body, headers });
  },

  /** The answer to somebody who sends a post, just as it is given. */
  send(as: Person, post: unknown, headers = {}): Promise<TestAnswer> {
    return this.act(as, 'POST', '/posts', post, headers);
  },

  /** The answer to somebody who publishes a post that has words. */
  publish(as: Person, post: object = {}): Promise<TestAnswer> {
    return this.send(as, { body: 'A post', ...post });
  },

  /** The answer to somebody who changes a post. */
  change(as: Person, id: string, change: unknown, headers = {}): Promise<TestAnswer> {
    return this.act(as, 'PATCH', `/posts/${id}`, change, headers);
  },

  /** The answer to somebody who deletes a post. */
  remove(as: Person, id: string, headers = {}): Promise<TestAnswer> {
    return this.act(as, 'DELETE', `/posts/${id}`, undefined, headers);
  },

  /** The answer to somebody who takes a picture out of a post. */
  removeImage(as: Person, post: string, mediaId: string): Promise<TestAnswer> {
    return this.act(as, 'DELETE', `/posts/${post}/images/${mediaId}`);
  },

  /** Somebody changes the own profile, as its owner does. */
  async changesProfile(as: Person, change: object): Promise<void> {
    expect((await this.act(as, 'PATCH', '/me/profile', change)).status).toBe(200);
  },

  /** A new picture of somebody, processed; it has no file. */
  async picture(owner: Person): Promise<MediaId> {
    const [row] = await app.sql<{ id: MediaId }>(
      `
      insert into media (owner_id, name, mime_type, width, height, bytes, status, storage_key)
      values ($1, 'dot.png', 'image/png', 1, 1, 67, 'ready', 'private/' || $2)
      returning id
      `,
      [owner.id, randomBytes(16).toString('hex')],
    );
    return row!.id;
  },

  /** Whether a picture can be fetched by everybody. */
  async isPublic(id: MediaId): Promise<boolean> {
    const [row] = await app.sql<{ is_public: boolean }>(
      `select is_public from media where id = $1`,
      [id],
    );
    return row!.is_public;
  },

  /** How many posts of an author are counted. */
  async postCount(author: Person): Promise<number> {
    await app.settle();
    return (await this.read(`/users/${author.id}`)).body.postCount;
  },
});

/** Opens a program in which people publish. */
export const postStage = stageOf([SocialGraphModule, PostModule], words);

export type PostStage = Awaited<ReturnType<typeof postStage>>;

/** Opens one that has words of a feature, too. */
export const postStageWith =
  <Words extends object>(more: (app: PostStage) => Words | Promise<Words>) =>
  async (options: StageOptions = {}): Promise<PostStage & Words> => {
    const app = await postStage(options);
    return Object.assign(app, await more(app));
  };
