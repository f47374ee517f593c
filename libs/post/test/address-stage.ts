import type { MediaId } from '#libs/media';
import { pictures, s3Store, type TestAnswer } from '#libs/testing';
import { type Person, person } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';
import { type ModerationStage, moderationStage } from './moderation-stage.js';

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

const words = (app: ModerationStage) => ({
  /** A new person with a public profile. */
  somebody: (): Promise<Person> => person(app, 'mina'),

  /** A processed picture with its files, which is attached to nothing. */
  async uploaded(owner: Person): Promise<MediaId> {
    const id = await uploads(app, owner, pictures.jpeg({ width: 80, height: 60 }));
    await app.settle();
    return id;
  },

  /** The answer to what somebody does, and is let. */
  async does(...asked: Parameters<ModerationStage['act']>): Promise<TestAnswer> {
    const answer = await app.act(...asked);
    const [, , path] = asked;
    expect([path, answer.status < 400]).toEqual([path, true]);
    return answer;
  },

  /** Makes a profile picture of a file; it is processed in the background. */
  portray(person: Person, file: Buffer): Promise<TestAnswer> {
    const boundary = '----maru';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n`;
    return this.does(
      person,
      'PUT',
      '/me/profile/image',
      Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
    );
  },

  /** Which of the addresses open, of how many. */
  async opening(urls: readonly string[]): Promise<string> {
    const opens = await Promise.all(urls.map((url) => isOpen(app, url)));
    return `${String(opens.filter(Boolean).length)} of ${String(urls.length)}`;
  },
});

/** People with posts and pictures, and the addresses that they are given. */
export async function addressStage(store: Store) {
  const { env, stop } = await store();
  const app = await moderationStage({ env });
  const { close } = app;
  return Object.assign(app, words(app), {
    close: async () => {
      await close();
      await stop();
    },
  });
}

export type AddressStage = Awaited<ReturnType<typeof addressStage>>;

/** All addresses of pictures in an answer, wherever they stand. */
export function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return /^https?:\/\/.*\.(?:jpg|png|webp)(?:\?|$)/.test(value) ? [value] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(addressesIn)
    : [];
}

async function isOpen(app: ModerationStage, url: string): Promise<boolean> {
  const { pathname, search, port } = new URL(url);
  if (port !== '3000') {
    return isFetched(url);
  }
  const answer = await app.request({ method: 'GET', url: pathname + search });
  return answer.status === 302
    ? isFetched(String(answer.headers['location']))
    : answer.status === 200;
}

async function isFetched(url: string): Promise<boolean> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.ok;
}
