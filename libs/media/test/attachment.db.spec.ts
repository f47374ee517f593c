import type { Id, MaybeViewer, MediaId, UserId, Viewer } from '#libs/kernel';
import {
  MediaAudienceChanged,
  MediaUploaded,
  UserDeactivated,
  UserReactivated,
} from '#libs/events';
import {
  MediaAudience,
  MediaAudiences,
  MediaModule,
  MediaPolicy,
  MediaReader,
  MediaService,
} from '#libs/media';
import { ObjectStorage, StorageFailure } from '#libs/platform';
import { person, storedObjects, testHttp, type TestApp, uploads } from '#libs/testing';
import { UserModule } from '#libs/user';

import { MediaJobs } from '../src/application/media.jobs.js';
import { ProcessingHandler } from '../src/application/processing.handler.js';
import { ShelvingHandler } from '../src/application/shelving.handler.js';
import { StorageSweep } from '../src/application/storage-sweep.js';

/** Posts of even number are for everyone. */
class EvenPosts extends MediaAudience {
  readonly type = 'post';

  canSee(_viewer: MaybeViewer, ids: readonly Id[]): Promise<Set<Id>> {
    return Promise.resolve(new Set(ids.filter((id) => Number(id) % 2 === 0)));
  }
}

let app: TestApp;
let media: MediaService;
let mina: UserId;
let joon: UserId;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule, MediaModule] });
  media = app.get(MediaService);
  app.get(MediaAudiences).register(new EvenPosts());
});
beforeEach(async () => {
  await app.sql(`delete from media`);
  for (const key of await storedObjects(app)) {
    await app.get(ObjectStorage).delete([key]);
  }
  [mina, joon] = [(await person(app, 'mina')).id, (await person(app, 'joon')).id];
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

const post = (id: number) => ({ type: 'post', id: String(id) as Id }) as const;
const usable = { problem: { code: 'media-not-usable' } };

function viewer(userId: UserId): Viewer {
  return { userId, sessionId: '1' as Viewer['sessionId'], role: 'user' };
}

async function image(id: MediaId) {
  return (await app.get(MediaReader).image(id))!.image;
}

async function onShelf(shelf: string): Promise<number> {
  return (await storedObjects(app)).filter((key) => key.startsWith(`${shelf}/`)).length;
}

/** What answers at an address: the local files, without a network. */
async function fetched(url: string): Promise<number> {
  const { pathname, search } = new URL(url);
  const server = app.nest.getHttpAdapter().getInstance();
  await server.ready();
  return (await server.inject(pathname + search)).statusCode;
}

describe('a claim', () => {
  it('attaches pictures to a thing, also again', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina)];

    await media.claim(mina, ids, post(2), true);
    await media.claim(mina, [...ids, ids[0]!], post(2), true);

    expect((await app.get(MediaReader).images(ids)).get(ids[1]!)?.postId).toBe('2');
  });

  it('takes all or none', async () => {
    const [free, taken] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina, [taken], post(2), true);

    await expect(media.claim(mina, [free, taken], post(4), true)).rejects.toMatchObject(usable);

    expect((await image(free)).postId).toBeNull();
    expect((await image(taken)).postId).toBe('2');
  });

  it('refuses what is of somebody else, failed, deleted, only announced or not there', async () => {
    const [others, failed, deleted, announced] = [
      await uploads(app, joon),
      await uploads(app, mina),
      await uploads(app, mina),
      await uploads(app, mina),
    ];
    await app.sql(`update media set status = 'failed' where id = $1`, [failed]);
    await app.sql(`update media set status = 'announced' where id = $1`, [announced]);
    await media.remove(mina, deleted, undefined);

    for (const id of [others, failed, deleted, announced, '99' as MediaId]) {
      await expect(media.claim(mina, [id], post(2), true)).rejects.toMatchObject(usable);
    }
  });

  it('of one picture for twenty posts at once is won by one', async () => {
    const id = await uploads(app, mina);

    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => media.claim(mina, [id], post(i + 1), true)),
    );

    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = claims.findIndex(({ status }) => status === 'fulfilled') + 1;
    expect((await image(id)).postId).toBe(String(winner));
  });

  it('of the same pictures in another order never waits in a circle', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina), await uploads(app, mina)];

    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        media.claim(mina, i % 2 ? ids : ids.toReversed(), post(8), i % 3 === 0),
      ),
    );

    expect(claims.every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('can be made again once the picture is released', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina, [id], post(2), true);
    await media.release([id]);

    await media.claim(mina, [id], post(4), false);

    expect((await image(id)).postId).toBe('4');
  });
});

describe('the address', () => {
  it('is lasting for a picture of a public thing, signed for the others, and dies with a change', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    const unattached = (await image(id)).url!;
    expect(unattached).toContain('signature=');
    expect(await fetched(unattached)).toBe(200);

    await media.claim(mina, [id], post(2), true);
    await app.settle();
    const open = (await image(id)).url!;
    expect(open).not.toContain('?');
    expect(await fetched(open)).toBe(200);
    expect(await fetched(unattached)).toBe(404);

    await media.setAudience(post(2), false);
    expect((await image(id)).url).toContain('signature=');
    await app.settle();
    const closed = (await image(id)).url!;
    expect(await fetched(closed)).toBe(200);
    expect(await fetched(open)).toBe(404);
    expect(await onShelf('public')).toBe(0);
    for (const { url } of Object.values((await image(id)).variants!)) {
      expect(await fetched(url)).toBe(200);
    }
  });

  it('is right at once when a picture is claimed before it is processed', async () => {
    const [before, during] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina, [before], post(2), true);
    const storage = app.get(ObjectStorage);
    const put = storage.put.bind(storage);
    jest.spyOn(storage, 'put').mockImplementationOnce(async (...args) => {
      await media.claim(mina, [during], post(4), true);
      return put(...args);
    });
    await app.get(ProcessingHandler).makeVariants(new MediaUploaded({ mediaId: during }));

    await app.settle();

    expect((await image(before)).url).not.toContain('?');
    expect((await image(during)).url).not.toContain('?');
    expect([await onShelf('public'), await onShelf('private')]).toEqual([8, 0]);
  });

  it('is settled whatever is repeated or crashes on the way', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    await media.claim(mina, [id], post(2), true);
    const move = () =>
      app.get(ShelvingHandler).moveObjects(new MediaAudienceChanged({ mediaId: id }));
    const storage = app.get(ObjectStorage);
    for (const step of ['copy', 'delete'] as const) {
      jest.spyOn(storage, step).mockRejectedValueOnce(new StorageFailure(step, new Error('crash')));
      await expect(move()).rejects.toBeInstanceOf(StorageFailure);
      jest.restoreAllMocks();
    }

    await Promise.all([move(), move(), move()]);

    expect([await onShelf('public'), await onShelf('private')]).toEqual([4, 0]);
    expect(await fetched((await image(id)).url!)).toBe(200);
  });

  it('survives changes back and forth at once', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    await media.claim(mina, [id], post(2), true);
    const move = () =>
      app.get(ShelvingHandler).moveObjects(new MediaAudienceChanged({ mediaId: id }));

    await Promise.all(
      [false, true, false, true].flatMap((open) => [
        media.setAudience(post(2), open).then(move),
        move(),
      ]),
    );
    await app.settle();

    expect(await storedObjects(app)).toHaveLength(4);
    expect(await fetched((await image(id)).url!)).toBe(200);
  });

  it('dies with the suspension of its owner and comes back with the restoration', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina, [id], post(2), true);
    await app.settle();
    const open = (await image(id)).url!;
    const handler = app.get(ShelvingHandler);
    const activate = (active: boolean) =>
      app.sql(`update user_account set is_active = $2 where id = $1`, [mina, active]);

    await activate(false);
    await handler.hidePictures(new UserDeactivated({ userId: mina }));
    await app.settle();
    expect(await fetched(open)).toBe(404);

    await activate(true);
    await handler.showPictures(new UserReactivated({ userId: mina }));
    await app.settle();
    expect(await fetched(open)).toBe(200);
  });

  it('of many pictures is read in one query', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina), await uploads(app, mina)];
    await app.settle();

    const urls = await app.get(MediaReader).urls(ids, 'thumbnail');

    expect([...urls.keys()].sort()).toEqual([...ids].sort());
    expect(await fetched(urls.get(ids[0]!)!)).toBe(200);
  });
});

describe('who may see a picture', () => {
  it('is its owner alone while it is attached to nothing', async () => {
    const id = await uploads(app, mina);
    const policy = app.get(MediaPolicy);

    await policy.assertVisible(viewer(mina), id);
    for (const other of [viewer(joon), null]) {
      await expect(policy.assertVisible(other, id)).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
    }
  });

  it('is whoever may see what it is attached to, but only the owner may change it', async () => {
    const [shown, hidden] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina, [shown], post(2), true);
    await media.claim(mina, [hidden], post(3), false);
    const policy = app.get(MediaPolicy);

    expect(await policy.visibleTo(null, [shown, hidden])).toEqual(new Set([shown]));
    expect(await policy.visibleTo(viewer(mina), [shown, hidden])).toEqual(new Set([shown, hidden]));
    await expect(policy.assertOwner(viewer(joon), shown)).rejects.toMatchObject({
      problem: { code: 'forbidden' },
    });
    await expect(policy.assertOwner(viewer(joon), hidden)).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
    await policy.assertOwner(viewer(mina), shown);
  });

  it('is nobody else once its owner is inactive', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina, [id], post(2), true);
    await app.sql(`update user_account set is_active = false where id = $1`, [mina]);

    expect(await app.get(MediaPolicy).visibleTo(viewer(joon), [id])).toEqual(new Set());
  });

  it('is nobody once it is deleted, and its address dies', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina, [id], post(2), true);
    await app.settle();
    const { url } = await image(id);

    await media.remove(mina, id, undefined);
    await app.settle();

    expect(await app.get(MediaPolicy).visibleTo(viewer(mina), [id])).toEqual(new Set());
    expect(await app.get(MediaReader).images([id])).toEqual(new Map());
    expect(await fetched(url!)).toBe(404);
  });
});

describe('edits', () => {
  it('change what is given, and count', async () => {
    const id = await uploads(app, mina, undefined, { altText: 'Floor' });

    await media.describe(mina, id, { name: 'new.jpg' }, 1);
    expect(await app.get(MediaReader).image(id)).toMatchObject({
      image: { name: 'new.jpg', altText: 'Floor' },
      version: 2,
    });
    await media.describe(mina, id, { altText: null }, 2);
    expect((await image(id)).altText).toBeNull();
  });

  it('of an old version are refused', async () => {
    const id = await uploads(app, mina);
    const stale = { problem: { code: 'precondition-failed' } };

    await media.describe(mina, id, { name: 'a' }, 1);

    await expect(media.describe(mina, id, { name: 'b' }, 1)).rejects.toMatchObject(stale);
    await expect(media.remove(mina, id, 1)).rejects.toMatchObject(stale);
    expect((await image(id)).name).toBe('a');
  });
});

describe('what nobody needs', () => {
  const old = (id: MediaId, column = 'detached_at', age = '25 hours') =>
    app.sql(`update media set ${column} = now() - $2::interval where id = $1`, [id, age]);

  it('is removed when it is attached to nothing for a day', async () => {
    const [orphan, fresh, attached, released] = [
      await uploads(app, mina),
      await uploads(app, mina),
      await uploads(app, mina),
      await uploads(app, mina),
    ];
    await media.claim(mina, [attached, released], post(2), true);
    await app.settle();
    await media.release([released]);
    await old(orphan);
    await app.sql(`update media set created_at = now() - interval '3 days'`);

    await app.get(MediaJobs).removeOrphans();
    await app.settle();

    const left = await app.get(MediaReader).images([orphan, fresh, attached, released]);
    expect([...left.keys()].sort()).toEqual([fresh, attached, released].sort());
    expect(await storedObjects(app)).toHaveLength(12);
  });

  it('is removed or claimed, never both', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => uploads(app, mina)));
    await Promise.all(ids.map((id) => old(id)));

    const [claims] = await Promise.all([
      Promise.allSettled(ids.map((id, i) => media.claim(mina, [id], post(i + 1), true))),
      app.get(MediaJobs).removeOrphans(),
    ]);

    const left = await app.get(MediaReader).images(ids);
    expect(claims.map(({ status }) => status === 'fulfilled')).toEqual(
      ids.map((id) => left.has(id)),
    );
  });

  it('is kept 30 days after its owner deleted it', async () => {
    const [older, newer] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina, [older, newer], post(2), true);
    await app.settle();
    await media.remove(mina, older, undefined);
    await media.remove(mina, newer, undefined);
    await old(older, 'deleted_at', '31 days');
    await old(newer, 'deleted_at', '29 days');

    await app.get(MediaJobs).removeOrphans();
    await app.settle();

    expect(await app.sql(`select id from media`)).toEqual([{ id: newer }]);
    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('is given up when its processing never ended', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina, [id], post(2), true);
    await old(id, 'updated_at');

    await app.get(MediaJobs).giveUp();

    expect((await image(id)).status).toBe('failed');
    expect(await storedObjects(app)).toEqual([]);
  });

  it('is swept out of the storage when no medium knows it, and nothing else is', async () => {
    const [ready, waiting] = [await uploads(app, mina), await uploads(app, mina)];
    await app.get(ProcessingHandler).makeVariants(new MediaUploaded({ mediaId: ready }));
    const storage = app.get(ObjectStorage);
    const stray = 'e'.repeat(32);
    const known = await storedObjects(app);
    for (const key of [
      `incoming/${stray}`,
      `public/${stray}/small.webp`,
      'private/exports/1.zip',
    ]) {
      await storage.put(key, Buffer.from('x'), { contentType: 'application/octet-stream' });
    }

    expect(await app.get(StorageSweep).run(new Date())).toEqual([]);
    const tomorrow = new Date(Date.now() + 25 * 60 * 60 * 1000);
    const cleared = await app.get(StorageSweep).run(tomorrow);

    expect(cleared.sort()).toEqual([`incoming/${stray}`]);
    expect(await storedObjects(app)).toEqual([...known, 'private/exports/1.zip'].sort());
    expect((await image(waiting)).status).toBe('processing');
  });

  it('goes with its owner', async () => {
    await uploads(app, mina);
    const kept = await uploads(app, joon);
    await app.settle();

    await media.erase(mina);
    await app.settle();

    expect(await app.sql(`select id from media`)).toEqual([{ id: kept }]);
    expect(await storedObjects(app)).toHaveLength(4);
  });
});

it('lists the pictures of a person, newest first, page by page', async () => {
  const ids: MediaId[] = [];
  for (let i = 0; i < 5; i += 1) {
    ids.push(await uploads(app, mina));
  }
  await uploads(app, joon);
  const reader = app.get(MediaReader);

  const first = await reader.ownedBy(mina, { limit: 3 });
  await uploads(app, mina);
  const second = await reader.ownedBy(mina, { limit: 3, cursor: first.nextCursor! });

  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.nextCursor).toBeNull();
});
