import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type S3Behaviour, type S3Request, type S3Store, s3Store } from '#libs/testing';
import { eventually } from '../../libs/testing/src/eventually.js';
import { Program } from './support/program.js';
import { Sender } from './support/sender.js';

/** Nobody but a repair ends what was begun. */
const NO_WORKER = { WORKER: 'off' };

/** A photo that takes a while to process. */
function photo(width = 2400, height = 1600): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: 'black', noise } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

const isServed = async (url: string): Promise<boolean> => {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.ok;
};

/** Publishes a post with a picture. @returns its id */
async function publish(sender: Sender, mediaId: string): Promise<string> {
  const { status, body } = await sender.ask('POST', '/v1/posts', {
    body: 'with a picture',
    mediaIds: [mediaId],
  });
  expect(status).toBe(201);
  return body.id;
}

/** Nothing is wrong, and pictures that were promised are there for whom they are for. */
async function areAsPromised(
  program: Program,
  sender: Sender,
  ...ids: readonly string[]
): Promise<void> {
  expect(await program.maru('reconcile')).toContain('0 pictures were wrong.');
  for (const id of ids) {
    await isThere(sender, id);
  }
}

async function isThere(sender: Sender, id: string): Promise<void> {
  const image = await sender.image(id);
  expect(image.status).toBe('ready');
  for (const url of [image.url!, ...Object.values(image.variants!).map((v) => v.url)]) {
    expect(await isServed(url)).toBe(true);
  }
}

describe('a process that is killed beside an S3 store', () => {
  let store: S3Store;
  let program: Program;
  let sender: Sender;

  beforeAll(async () => {
    store = await s3Store();
    program = await Program.prepare({ ...store.env });
    await program.start();
    sender = await Sender.signUp(program, 'sender');
    await program.end('SIGINT');
  });
  beforeEach(() => program.start());
  afterEach(async () => {
    store.behave();
    await program.end('SIGINT');
  });
  afterAll(async () => {
    await program.remove();
    await store.stop();
  });

  /**
   * Kills the process with -9 at the moment when it asks the store for something, and starts another one.
   *
   * @param settings of that other one
   */
  const killedAt = async (
    moment: (request: S3Request) => boolean,
    act: () => Promise<unknown>,
    last: S3Behaviour,
    settings?: Record<string, string>,
  ): Promise<void> => {
    const reached = new Promise<void>((reach) => {
      store.behave((request) => {
        if (!moment(request)) {
          return 'answer';
        }
        reach();
        return last;
      });
    });
    const acted = act();
    await reached;
    await acted;
    await program.end('SIGKILL');
    store.behave();
    await program.start(settings);
  };

  /** What lies there by now that did not before; of what did, a job may take away what earlier moves left. */
  const added = async (before: readonly string[]): Promise<string[]> =>
    (await store.keys()).filter((key) => !before.includes(key));

  it('between the stored original and the variants keeps the upload, and a repair ends the work', async () => {
    const before = await store.keys();
    const sent: { id: string }[] = [];
    await killedAt(
      ({ method, key }) => method === 'PUT' && key.endsWith('/thumbnail.webp'),
      async () => sent.push((await sender.upload(await photo())).body),
      'ignore',
      NO_WORKER,
    );
    const [{ id }] = sent as [{ id: string }];
    expect((await added(before)).map((key) => key.split('/').at(-1))).toContain('original.jpg');
    expect(await sender.image(id)).toMatchObject({ status: 'processing', url: null });

    expect(await program.maru('reconcile', '--repair')).toContain(
      `picture ${id} still waits to be processed`,
    );

    await areAsPromised(program, sender, id);
    expect(await added(before)).toHaveLength(4);
  });

  it('between the move and the note of it serves the picture all the same, and a repair ends the move', async () => {
    const before = await store.keys();
    const { id } = await sender.ready((await sender.upload(await photo())).body.id);
    let copies = 0;
    await killedAt(
      ({ isCopy }) => {
        copies += isCopy ? 1 : 0;
        return copies === 4;
      },
      () => publish(sender, id),
      'do-silently',
      NO_WORKER,
    );
    const between = await sender.image(id);
    expect(between.url).toContain('/media/public/');
    expect(await isServed(between.url!)).toBe(true);
    await eventually(
      () => added(before),
      (keys) => keys.length === 8,
    );

    expect(await program.maru('reconcile', '--repair')).toContain(
      `picture ${id} lies where its audience does not want it`,
    );

    await areAsPromised(program, sender, id);
    expect((await sender.image(id)).url).toContain(store.options.publicUrl);
    expect(await isServed(between.url!)).toBe(true);
  });

  it('between the note of a move and the removal of what is left: a job ends the old addresses', async () => {
    const { id } = await sender.ready((await sender.upload(await photo())).body.id);
    const postId = await publish(sender, id);
    const open = await eventually(
      () => sender.image(id),
      ({ url }) => url?.startsWith(store.options.publicUrl) === true,
    );
    await killedAt(
      ({ method, key }) => method === 'DELETE' && key.startsWith('public/'),
      () => sender.ask('PATCH', `/v1/posts/${postId}`, { visibility: 'private' }).catch(() => null),
      'ignore',
    );

    await eventually(
      () => isServed(open.url!),
      (served) => !served,
    );
    await areAsPromised(program, sender, id);
  });
});

describe('a process that is killed beside a local disk', () => {
  let program: Program;
  let sender: Sender;

  beforeAll(async () => {
    program = await Program.prepare();
    await program.start();
    sender = await Sender.signUp(program, 'sender');
  });
  afterAll(() => program.remove());

  const files = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(program.dataDir, 'media', folder), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  };
  /** Kills the process with -9 as soon as there are so many files in a folder. */
  const killedWith = async (count: number, folder: string): Promise<void> => {
    while ((await files(folder)).length < count) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await program.end('SIGKILL');
    await program.start();
  };

  it('keeps what it promised, wherever it was killed, and a repair leaves nothing behind', async () => {
    const before = new Set(
      (await Promise.all(['private', 'public', 'incoming'].map(files))).flat(),
    );
    const picture = await photo(4000, 3000);
    const ids: string[] = [];
    for (const stored of [1, 2, 3]) {
      const already = (await files('private')).length;
      ids.push((await sender.upload(picture)).body.id);
      await killedWith(already + stored, 'private');
      expect(['processing', 'ready']).toContain((await sender.image(ids.at(-1)!)).status);
      await program.maru('reconcile', '--repair');
    }
    for (const id of ids) {
      await publish(sender, id);
      await program.end('SIGKILL');
      await program.start();
      expect(await isServed((await sender.image(id)).url!)).toBe(true);
    }

    await program.maru('reconcile', '--repair');
    await areAsPromised(program, sender, ...ids);
    for (const id of ids) {
      expect((await sender.image(id)).url).toContain('/public/');
    }
    await eventually(
      async () => [await files('private'), await files('public'), await files('incoming')] as const,
      (lying) => {
        const [kept, ...others] = lying.map((paths) => paths.filter((path) => !before.has(path)));
        return kept?.length === 4 * ids.length && others.every(({ length }) => length === 0);
      },
    );
  });

  it('leaves no picture processing: the next process soon goes on with the one in hand', async () => {
    const already = (await files('private')).length;
    const { id } = (await sender.upload(await photo(4000, 3000))).body;
    await killedWith(already + 1, 'private');

    await sender.ready(id);

    await eventually(
      () => files('incoming'),
      (lying) => lying.length === 0,
    );
  });
});
