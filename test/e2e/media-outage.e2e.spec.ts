import sharp from 'sharp';
import { type S3Store, s3Store } from '#libs/testing';
import { Program } from './support/program.js';
import { type Reply, Sender } from './support/sender.js';
import { inParallel } from './support/wire.js';

/** Noise, which no encoder makes smaller: about 1.2 MB as a photo. */
function noise(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 1000, height: 800, channels: 3, background: 'black', noise } })
    .jpeg({ quality: 100 })
    .toBuffer();
}

const unavailable = expect.objectContaining({
  status: 503,
  headers: expect.objectContaining({ 'retry-after': '30' }),
  body: expect.objectContaining({ code: 'unavailable' }),
});

describe('an S3 store that is away', () => {
  let store: S3Store;
  let program: Program;
  let sender: Sender;

  beforeAll(async () => {
    store = await s3Store();
    program = await Program.prepare({ ...store.env });
    await program.start();
    sender = await Sender.signUp(program, 'sender');
  });
  afterEach(() => {
    store.behave();
  });
  afterAll(async () => {
    await program.remove();
    await store.stop();
  });

  it.each([
    ['down', 'cut'],
    ['failing', 'refuse'],
  ] as const)(
    '%s: uploads are 503, leave nothing, and everything else goes on',
    async (_how, act) => {
      const photo = await noise();
      const before = [await sender.count(), (await store.keys()).length];
      const announced = await sender.ask('POST', '/v1/media/uploads', {
        name: 'a.jpg',
        mimeType: 'image/jpeg',
        bytes: photo.length,
      });
      store.behave(() => act);

      const replies: Reply[] = await inParallel(Array.from({ length: 8 }), () =>
        sender.upload(photo),
      );
      const completed = await sender.ask('POST', `/v1/media/${announced.body.mediaId}/complete`);

      expect(replies).toEqual(replies.map(() => unavailable));
      expect(completed).toEqual(unavailable);
      expect((await fetch(`${program.url}/health/ready`)).status).toBe(200);
      expect((await sender.ask('POST', '/v1/posts', { body: 'without pictures' })).status).toBe(
        201,
      );
      store.behave();
      expect([await sender.count(), (await store.keys()).length]).toEqual(before);
      expect((await sender.upload(photo)).status).toBe(201);
      await program.maru('reconcile', '--repair');
      expect((await store.keys()).filter((key) => key.startsWith('incoming/'))).toEqual([]);
    },
  );

  it.each(['cut', 'refuse'] as const)(
    'that does %j: a reconciliation says in a line what it could not compare',
    async (act) => {
      store.behave(() => act);

      const failure: unknown = await program.maru('reconcile').catch((error: unknown) => error);

      expect(failure).toMatchObject({
        code: 69,
        stdout: expect.stringContaining('0 counters were wrong.'),
        stderr: expect.stringMatching(/^The pictures could not be compared: [^\n]+\n$/),
      });
    },
  );

  it('while pictures are processed: they get ready when it is back', async () => {
    const { body } = await sender.upload(await noise());
    store.behave(({ method, key }) =>
      method === 'PUT' && !key.startsWith('incoming/') ? 'refuse' : 'answer',
    );
    const { body: later } = await sender.upload(await noise());
    expect((await sender.image(later.id)).status).toBe('processing');
    store.behave();

    await sender.ready(body.id);
    expect((await sender.ready(later.id)).url).toContain('/private/');
  });
});
