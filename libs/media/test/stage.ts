import { AccountModule } from '#libs/account';
import type { Id, MaybeViewer, UserId } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry, MediaModule } from '#libs/media';
import {
  freePort,
  type PictureFile,
  type S3Store,
  s3Store,
  type TestHttp,
  testHttp,
} from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';

/** Posts of even number are for everyone, the others for their author. */
export class EvenPosts extends MediaAudience {
  readonly type = 'post';

  constructor(private readonly author: () => UserId | undefined = () => undefined) {
    super();
  }

  canSee(viewer: MaybeViewer, ids: readonly Id[]): Promise<Set<Id>> {
    const isAuthor = viewer !== null && viewer.userId === this.author();
    return Promise.resolve(new Set(ids.filter((id) => isAuthor || Number(id) % 2 === 0)));
  }
}

/** An answer of the API, its JSON read. */
export interface StageAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** A program that can be reached over HTTP, and its storage. */
export interface Stage {
  readonly app: TestHttp;
  readonly port: number;
  readonly mina: Account;
  readonly joon: Account;
  /** Its S3 store, to make it fail; `undefined` on the local disk. */
  readonly s3: S3Store | undefined;
  /** Asks the API over HTTP. */
  ask(method: string, path: string, as?: Account, body?: unknown): Promise<StageAnswer>;
  /** Sends a picture as a form does. */
  send(picture: PictureFile, as?: Account): Promise<StageAnswer>;
  close(): Promise<void>;
}

/** With settings of its own. */
export async function stageOn(env: Record<string, string>, s3?: S3Store): Promise<Stage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const app = await testHttp({
    modules: [AccountModule, MediaModule],
    env: { ...env, PORT: String(port), PUBLIC_URL: url },
  });
  await app.nest.listen(port, '127.0.0.1');
  const { mina, joon } = await accounts(app, 'mina', 'joon');
  app.get(MediaAudienceRegistry).register(new EvenPosts(() => mina.id));
  const ask: Stage['ask'] = async (method, path, as, body) => {
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
  return {
    app,
    port,
    mina,
    joon,
    s3,
    ask,
    send: ({ name, data }, as = mina) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(data)]), name);
      return ask('POST', '/v1/media', as, form);
    },
    close: async () => {
      await app.close();
      await s3?.stop();
    },
  };
}

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
