import type { MediaId } from '#libs/media';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { pictures, s3Store, type TestAnswer, type TestHttp, testHttp } from '#libs/testing';
import { givesRole, people, type Person } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';

/** Where pictures are kept, and what has to be stopped afterwards. */
type Store = () => Promise<{ env: Record<string, string>; stop(): Promise<void> }>;

/** Every kind of storage: what holds for one holds for the others. */
export const stores: readonly (readonly [string, Store])[] = [
  ['on the local disk', () => Promise.resolve({ env: {}, stop: () => Promise.resolve() })],
  [
    'in a bucket that only the service reads',
    async () => {
      const store = await s3Store();
      return { env: { ...store.env, S3_PUBLIC_URL: '' }, stop: () => store.stop() };
    },
  ],
  [
    'in a bucket from which everyone fetches what is public',
    async () => {
      const store = await s3Store();
      return { env: { ...store.env }, stop: () => store.stop() };
    },
  ],
];

/** People with posts and pictures, and the addresses that they are given. */
export class AddressStage {
  private constructor(
    readonly app: TestHttp,
    private readonly stop: () => Promise<void>,
    readonly admin: Person,
  ) {}

  static async open(store: Store): Promise<AddressStage> {
    const { env, stop } = await store();
    const app = await testHttp({ modules: [SocialGraphModule, PostModule], env });
    const { admin } = await people(app, 'admin');
    await givesRole(app, admin, 'superuser');
    return new AddressStage(app, stop, admin);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.stop();
  }

  /** A new person with a public profile. */
  async somebody(): Promise<Person> {
    return (await people(this.app, 'mina')).mina;
  }

  /** A processed picture that is attached to nothing. */
  async picture(owner: Person): Promise<MediaId> {
    const id = await uploads(this.app, owner.id, pictures.jpeg({ width: 80, height: 60 }));
    await this.app.settle();
    return id;
  }

  /** Asks the API. */
  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    as?: Person,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const answer = await this.app.request({
      method,
      url: `/v1${path}`,
      headers,
      ...(as && { as }),
      ...(body !== undefined && { body }),
    });
    expect([path, answer.status < 400]).toEqual([path, true]);
    return answer;
  }

  /** Makes a profile picture of a file; it is processed in the background. */
  portray(person: Person, file: Buffer): Promise<TestAnswer> {
    const boundary = '----maru';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n`;
    return this.ask(
      'PUT',
      '/me/profile/image',
      person,
      Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
    );
  }

  /** Lets an administrator stop or restore something. */
  moderate(kind: 'posts' | 'media' | 'users', id: string, isActive: boolean): Promise<TestAnswer> {
    return this.ask('PATCH', `/admin/${kind}/${id}`, this.admin, { isActive, reason: 'because' });
  }

  /** Which of the addresses open, of how many. */
  async opening(urls: readonly string[]): Promise<string> {
    const opens = await Promise.all(urls.map((url) => this.opens(url)));
    return `${String(opens.filter(Boolean).length)} of ${String(urls.length)}`;
  }

  private async opens(url: string): Promise<boolean> {
    const { pathname, search, port } = new URL(url);
    if (port !== '3000') {
      return isFetched(url);
    }
    const answer = await this.app.request({ method: 'GET', url: pathname + search });
    return answer.status === 302
      ? isFetched(String(answer.headers['location']))
      : answer.status === 200;
  }
}

/** All addresses of pictures in an answer, wherever they stand. */
export function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return /^https?:\/\/.*\.(?:jpg|png|webp)(?:\?|$)/.test(value) ? [value] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(addressesIn)
    : [];
}

async function isFetched(url: string): Promise<boolean> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.ok;
}
