import { type MediaId, MediaPolicy, MediaReader, MediaService } from '#libs/media';
import { type Account, accounts } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { type MediaStage, mediaStage, post } from './stage.js';

let app: MediaStage;
let media: MediaService;
let mina: Account;
let joon: Account;

beforeAll(async () => {
  app = await mediaStage();
  media = app.get(MediaService);
});
beforeEach(async () => {
  await app.empties();
  ({ mina, joon } = await accounts(app, 'mina', 'joon'));
  app.posts.author = mina.id;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

const usable = { problem: { code: 'media-not-usable' } };

describe('a claim', () => {
  it('attaches pictures to a thing, also again', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina)];

    await media.claim(mina.id, ids, post(2), true);
    await media.claim(mina.id, [...ids, ids[0]!], post(2), true);

    expect((await app.get(MediaReader).images(ids)).get(ids[1]!)?.postId).toBe('2');
  });

  it('is refused for a thing of which nobody says who may see it', async () => {
    const id = await uploads(app, mina);

    const claim = media.claim(mina.id, [id], { type: 'story', id: post(2).id }, true);

    await expect(claim).rejects.toThrow('Nobody says who may see the pictures of a "story".');
    expect(await app.sql(`select from media where attachment_id is not null`)).toEqual([]);
  });

  it('takes all or none', async () => {
    const [free, taken] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina.id, [taken], post(2), true);

    await expect(media.claim(mina.id, [free, taken], post(4), true)).rejects.toMatchObject(usable);

    expect((await app.image(free)).postId).toBeNull();
    expect((await app.image(taken)).postId).toBe('2');
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
    await media.remove(mina.id, deleted, undefined);

    for (const id of [others, failed, deleted, announced, '99' as MediaId]) {
      await expect(media.claim(mina.id, [id], post(2), true)).rejects.toMatchObject(usable);
    }
  });

  it('of one picture for twenty posts at once is won by one', async () => {
    const id = await uploads(app, mina);

    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => media.claim(mina.id, [id], post(i + 1), true)),
    );

    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = claims.findIndex(({ status }) => status === 'fulfilled') + 1;
    expect((await app.image(id)).postId).toBe(String(winner));
  });

  it('of the same pictures in another order never waits in a circle', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina), await uploads(app, mina)];

    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        media.claim(mina.id, i % 2 ? ids : ids.toReversed(), post(8), i % 3 === 0),
      ),
    );

    expect(claims.every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('can be made again once the picture is released', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina.id, [id], post(2), true);
    await media.release([id]);

    await media.claim(mina.id, [id], post(4), false);

    expect((await app.image(id)).postId).toBe('4');
  });
});

describe('who may see a picture', () => {
  it('is its owner alone while it is attached to nothing', async () => {
    const id = await uploads(app, mina);
    const policy = app.get(MediaPolicy);

    await policy.assertVisible(mina.viewer, id);
    for (const other of [joon.viewer, null]) {
      await expect(policy.assertVisible(other, id)).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
    }
  });

  it('is whoever may see what it is attached to, but only the owner may change it', async () => {
    const [shown, hidden] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina.id, [shown], post(2), true);
    await media.claim(mina.id, [hidden], post(3), false);
    const policy = app.get(MediaPolicy);

    expect(await policy.visibleTo(null, [shown, hidden])).toEqual(new Set([shown]));
    expect(await policy.visibleTo(mina.viewer, [shown, hidden])).toEqual(new Set([shown, hidden]));
    await expect(policy.assertOwner(joon.viewer, shown)).rejects.toMatchObject({
      problem: { code: 'forbidden' },
    });
    await expect(policy.assertOwner(joon.viewer, hidden)).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
    await policy.assertOwner(mina.viewer, shown);
  });

  it('is nobody else once its owner is inactive', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina.id, [id], post(2), true);
    await app.sql(`update user_account set is_active = false where id = $1`, [mina.id]);

    expect(await app.get(MediaPolicy).visibleTo(joon.viewer, [id])).toEqual(new Set());
  });

  it('is nobody once it is deleted, and its address dies', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina.id, [id], post(2), true);
    await app.settle();
    const { url } = await app.image(id);

    await media.remove(mina.id, id, undefined);
    await app.settle();

    expect(await app.get(MediaPolicy).visibleTo(mina.viewer, [id])).toEqual(new Set());
    expect(await app.get(MediaReader).images([id])).toEqual(new Map());
    expect(await app.fetched(url!)).toBe(404);
  });
});

describe('edits', () => {
  it('change what is given, and count', async () => {
    const id = await uploads(app, mina, undefined, { altText: 'Floor' });

    await media.describe(mina.id, id, { name: 'new.jpg' }, 1);
    expect(await app.get(MediaReader).image(id)).toMatchObject({
      image: { name: 'new.jpg', altText: 'Floor' },
      version: 2,
    });
    await media.describe(mina.id, id, { altText: null }, 2);
    expect((await app.image(id)).altText).toBeNull();
  });

  it('of an old version are refused', async () => {
    const id = await uploads(app, mina);
    const stale = { problem: { code: 'precondition-failed' } };

    await media.describe(mina.id, id, { name: 'a' }, 1);

    await expect(media.describe(mina.id, id, { name: 'b' }, 1)).rejects.toMatchObject(stale);
    await expect(media.remove(mina.id, id, 1)).rejects.toMatchObject(stale);
    expect((await app.image(id)).name).toBe('a');
  });
});

it('lists the pictures of a person, newest first, page by page', async () => {
  const ids: MediaId[] = [];
  for (let i = 0; i < 5; i += 1) {
    ids.push(await uploads(app, mina));
  }
  await uploads(app, joon);
  const reader = app.get(MediaReader);

  const first = await reader.ownedBy(mina.id, { limit: 3 });
  await uploads(app, mina);
  const second = await reader.ownedBy(mina.id, { limit: 3, cursor: first.nextCursor! });

  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.nextCursor).toBeNull();
});
