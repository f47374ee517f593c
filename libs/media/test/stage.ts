import { AccountModule } from '#libs/account';
import type { Id, MaybeViewer, UserId } from '#libs/kernel';
import {
  MediaAudience,
  MediaAudienceRegistry,
  type MediaId,
  MediaModule,
  MediaReader,
} from '#libs/media';
import { ObjectStorage } from '#libs/storage';
import {
  freePort,
  type PictureFile,
  type S3Store,
  s3Store,
  storedObjects,
  type TestAnswer,
  type TestHttp,
} from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { stageOf } from '#libs/testing/stage';

/** Posts of even number are for everyone, the others for their author. */
class EvenPosts extends MediaAudience {
  readonly type = 'post';
  author: UserId | undefined;

  canSee(viewer: MaybeViewer, ids: readonly Id[]): Promise<Set<Id>> {
    const isAuthor = viewer !== null && viewer.userId === this.author;
    return Promise.resolve(new Set(ids.filter((id) => isAuthor || Number(id) % 2 === 0)));
  }
}

/** What a picture is attached to. */
export const post = (id: number) => ({ type: 'post', id: String(id) as Id }) as const;

const words = (app: TestHttp) => {
  const posts = new EvenPosts();
  app.get(MediaAudienceRegistry).register(posts);
  return {
    posts,

    /** No picture is there, nor any object of one. */
    async empties(): Promise<void> {
      await app.sql(`delete from media`);
      await app.get(ObjectStorage).delete(await storedObjects(app));
    },

    read(url: string, as?: Account): Promise<TestAnswer> {
      return app.request({ method: 'GET', url, ...(as && { as }) });
    },

    /** A picture as its owner is shown it. */
    async image(id: MediaId) {
      return (await app.get(MediaReader).image(id))!.image;
    },

    /** Where the objects of a picture lie. */
    async keyOf(id: MediaId): Promise<string> {
      const [row] = await app.sql<{ key: string }>(
        `select storage_key as key from media where id = $1`,
        [id],
      );
      return row!.key;
    },

    /** What answers at an address: the local files, without a network. */
    async fetched(url: string): Promise<number> {
      const { pathname, search } = new URL(url);
      return (await app.request({ method: 'GET', url: pathname + search })).status;
    },
  };
};

/** Opens a program that keeps pictures. */
export const mediaStage = stageOf([AccountModule, MediaModule], words);

export type MediaStage = Awaited<ReturnType<typeof mediaStage>>;

/** An answer of the API, its JSON read. */
export interface StageAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** Opens one that can be reached over HTTP, with settings of its own. @param s3 its store, to make it fail */
export async function stageOn(env: Record<string, string>, s3?: S3Store) {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const app = await mediaStage({ env: { ...env, PORT: String(port), PUBLIC_URL: url } });
  await app.nest.listen(port, '127.0.0.1');
  const { mina, joon } = await accounts(app, 'mina', 'joon');
  app.posts.author = mina.id;
  /** Asks the API over HTTP. */
  const ask = async (
    method: string,
    path: string,
    as?: Account,
    body?: unknown,
  ): Promise<StageAnswer> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${as.token}` }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  const { close } = app;
  return Object.assign(app, {
    port,
    mina,
    joon,
    s3,
    ask,
    /** Sends a picture as a form does. */
    send: ({ name, data }: PictureFile, as = mina) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(data)]), name);
      return ask('POST', '/v1/media', as, form);
    },
    close: async () => {
      await close();
      await s3?.stop();
    },
  });
}

export type ServedStage = Awaited<ReturnType<typeof stageOn>>;

/** Both kinds of storage: what holds for one holds for the other. */
export const stages = [
  ['on the local disk', () => stageOn({})],
  [
    'in an S3-compatible store',
    async () => {
      const store = await s3Store();
      return stageOn({ ...store.env }, store);
    },
  ],
] as const;
