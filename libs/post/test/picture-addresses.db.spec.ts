import { randomUUID } from 'node:crypto';
import { pictures } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { addressesIn, type AddressStage, addressStage, stores } from './address-stage.js';

/** A thing with pictures, as it is before something happens. */
interface Scene {
  readonly mina: Person;
  readonly postId: string;
  readonly mediaId: string;
}

type Act = (app: AddressStage, scene: Scene) => Promise<unknown>;

const edit =
  (change: object): Act =>
  async (app, { mina, postId }) =>
    (await app.does(mina, 'PATCH', `/posts/${postId}`, change)).body;
const profile =
  (change: object): Act =>
  async (app, { mina, postId }) => {
    await app.does(mina, 'PATCH', '/me/profile', change);
    return await app.seen(postId, mina);
  };
const suspend: Act = (app, { mina }) => app.setsActive('users', mina.id, false);
const restore: Act = (app, { mina }) => app.setsActive('users', mina.id, true);
const deleteAccount: Act = (app, { mina }) =>
  app.does(mina, 'DELETE', '/me', { password: mina.password });

/** What happens to a post of this kind, and whether addresses that were given out before still open. */
const moves: readonly (readonly [string, object, 'live' | 'die', Act])[] = [
  ['a draft is published', { status: 'draft' }, 'live', edit({ status: 'published' })],
  [
    'a draft is published for followers',
    { status: 'draft', visibility: 'followers' },
    'live',
    edit({ status: 'published' }),
  ],
  [
    'followers become everyone',
    { visibility: 'followers' },
    'live',
    edit({ visibility: 'public' }),
  ],
  ['only me becomes everyone', { visibility: 'private' }, 'live', edit({ visibility: 'public' })],
  [
    'only me becomes followers',
    { visibility: 'private' },
    'live',
    edit({ visibility: 'followers' }),
  ],
  ['everyone becomes followers', {}, 'die', edit({ visibility: 'followers' })],
  ['everyone becomes only me', {}, 'die', edit({ visibility: 'private' })],
  ['the profile becomes private', {}, 'die', profile({ isPublic: false })],
];

/** What makes a post disappear, and what brings it back. */
const ends: readonly (readonly [string, Act, Act])[] = [
  [
    'the post is moderated',
    (app, { postId }) => app.setsActive('posts', postId, false),
    (app, { postId }) => app.setsActive('posts', postId, true),
  ],
  [
    'the post is deleted',
    (app, { mina, postId }) => app.does(mina, 'DELETE', `/posts/${postId}`),
    (app, { postId }) => app.setsActive('posts', postId, true),
  ],
  [
    'the picture is moderated',
    (app, { mediaId }) => app.setsActive('media', mediaId, false),
    (app, { mediaId }) => app.setsActive('media', mediaId, true),
  ],
  [
    'the picture is deleted',
    (app, { mina, mediaId }) => app.does(mina, 'DELETE', `/media/${mediaId}`),
    (app, { mediaId }) => app.setsActive('media', mediaId, true),
  ],
  ['its author is suspended', suspend, restore],
  ['its author deletes the account', deleteAccount, restore],
];

describe.each(stores)('an address of a picture that is kept %s', (_where, store) => {
  let app: AddressStage;

  beforeAll(async () => {
    app = await addressStage(store);
  });
  afterAll(() => app.close());

  /** A post as its author reads it. */
  const seen = async ({ mina, postId }: Scene) =>
    addressesIn((await app.seen(postId, mina)).images);
  const scene = async (draft: object, isSettled: boolean): Promise<Scene> => {
    const mina = await app.somebody();
    const mediaId = await app.uploaded(mina);
    const body = { body: 'With a picture', mediaIds: [mediaId], ...draft };
    const { id } = (await app.does(mina, 'POST', '/posts', body)).body;
    if (isSettled) {
      await app.settle();
    }
    return { mina, postId: id, mediaId };
  };
  /** Now, and once the background has done its work. */
  const nowAndLater = async (urls: readonly string[]) => {
    const now = await app.opening(urls);
    await app.settle();
    return [now, await app.opening(urls)];
  };

  it.each([{}, { visibility: 'followers' }, { status: 'draft' }])(
    'opens from the answer that creates %j on, and from its replay',
    async (draft) => {
      const mina = await app.somebody();
      const mediaId = await app.uploaded(mina);
      const body = { body: 'With a picture', mediaIds: [mediaId], ...draft };
      const key = { 'idempotency-key': randomUUID() };
      const first = await app.does(mina, 'POST', '/posts', body, key);
      const given = addressesIn(first.body.images);

      expect(given).toHaveLength(4);
      expect(await nowAndLater(given)).toEqual(['4 of 4', '4 of 4']);
      const replay = await app.does(mina, 'POST', '/posts', body, key);
      expect(replay.headers['idempotent-replayed']).toBe('true');
      expect(await app.opening(addressesIn(replay.body.images))).toBe('4 of 4');
    },
  );

  describe.each([
    ['in the background’s backlog', false],
    ['in peace', true],
  ])('%s', (_when, isSettled) => {
    it.each(moves)('when %s (of %j): those of before %s', async (_move, draft, fate, act) => {
      const it = await scene({ ...draft }, isSettled);
      const before = await seen(it);
      expect(before).toHaveLength(4);
      expect(await app.opening(before)).toBe('4 of 4');

      const given = addressesIn((await act(app, it)) ?? {});
      const images = given.filter((url) => /\/(?:original|thumbnail|small|large)\./.test(url));

      expect(images).toHaveLength(4);
      expect(await app.opening(images)).toBe('4 of 4');
      const still = fate === 'live' ? '4 of 4' : '0 of 4';
      expect(await nowAndLater(before)).toEqual([still, still]);
      expect(await nowAndLater(images)).toEqual(['4 of 4', '4 of 4']);
    });

    it.each(
      ends.flatMap(([what, end, back]) =>
        [{}, { visibility: 'followers' }].map((draft) => [what, draft, end, back] as const),
      ),
    )('when %s, of %j: dead at once and for ever', async (_what, draft, end, back) => {
      const it = await scene(draft, isSettled);
      const before = await seen(it);
      expect(await app.opening(before)).toBe('4 of 4');

      await end(app, it);
      expect(await nowAndLater(before)).toEqual(['0 of 4', '0 of 4']);

      await back(app, it);
      expect(await nowAndLater(before)).toEqual(['0 of 4', '0 of 4']);
      if (end !== suspend && end !== deleteAccount) {
        await edit({ visibility: 'private' })(app, it);
        await edit({ visibility: 'public' })(app, it);
        expect(await nowAndLater(before)).toEqual(['0 of 4', '0 of 4']);
        const after = await seen(it);
        expect(await nowAndLater(after)).toEqual(['4 of 4', '4 of 4']);
      }
    });
  });

  it.each(ends)(
    'that outlived moves of the objects dies for ever when %s',
    async (_what, end, back) => {
      const it = await scene({}, true);
      const open = await seen(it);
      await edit({ visibility: 'followers' })(app, it);
      const signed = await seen(it);
      await app.settle();
      await edit({ visibility: 'public' })(app, it);
      await app.settle();
      const given = [...signed, ...(await seen(it))];
      expect(await app.opening(given)).toBe('8 of 8');

      await end(app, it);
      expect(await nowAndLater([...open, ...given])).toEqual(['0 of 12', '0 of 12']);
      await back(app, it);
      expect(await nowAndLater([...open, ...given])).toEqual(['0 of 12', '0 of 12']);
    },
  );

  it('shows a suspended person’s pictures to administrators, and after the restoration to all', async () => {
    const { mina, mediaId, postId } = await scene({}, true);
    await app.portray(mina, (await pictures.png()).data);
    await app.settle();
    await suspend(app, { mina, mediaId, postId });

    const shown = addressesIn((await app.read(`/admin/media/${mediaId}`, app.admin)).body);
    const portrait = addressesIn((await app.read(`/admin/users/${mina.id}`, app.admin)).body);
    expect(await nowAndLater(shown)).toEqual(['4 of 4', '4 of 4']);
    expect(await nowAndLater(portrait)).toEqual(['1 of 1', '1 of 1']);

    await restore(app, { mina, mediaId, postId });
    for (const path of [`/users/${mina.id}`, `/posts/${postId}`]) {
      const given = addressesIn((await app.read(path)).body);
      expect(given.length).toBeGreaterThan(0);
      const all = `${String(given.length)} of ${String(given.length)}`;
      expect(await nowAndLater(given)).toEqual([all, all]);
    }
  });

  it('is a new one after a move from everyone, and goes back without an end of its own', async () => {
    const it = await scene({}, true);
    const open = await seen(it);
    expect(open.filter((url) => url.includes('?'))).toEqual([]);
    await edit({ visibility: 'followers' })(app, it);
    const signed = await seen(it);
    expect(signed.filter((url) => url.includes('signature='))).toHaveLength(4);
    await edit({ visibility: 'public' })(app, it);
    const again = await seen(it);
    expect(await nowAndLater([...signed, ...again])).toEqual(['8 of 8', '8 of 8']);
    expect((await seen(it)).filter((url) => url.includes('?'))).toEqual([]);
  });

  it('that a 304 confirms opens', async () => {
    const it = await scene({}, true);
    const read = (headers = {}) => app.read(`/posts/${it.postId}`, it.mina, headers);
    for (const visibility of ['followers', 'public', 'private', 'public', 'followers']) {
      const known = await read();
      await edit({ visibility })(app, it);
      for (const settles of [false, true]) {
        if (settles) {
          await app.settle();
        }
        const answer = await read({ 'if-none-match': String(known.headers['etag']) });
        const held = answer.status === 304 ? known.body : answer.body;
        expect(await app.opening(addressesIn(held.images))).toBe('4 of 4');
      }
    }
  });

  it('of a profile picture opens from the first answer that has it, and dies with its removal', async () => {
    const mina = await app.somebody();
    await app.portray(mina, (await pictures.png()).data);
    await app.settle();
    const first = addressesIn((await app.read('/me/profile', mina)).body);
    expect(await nowAndLater(first)).toEqual(['1 of 1', '1 of 1']);
    await app.does(mina, 'PATCH', '/me/profile', { isPublic: false });
    expect(await nowAndLater(first)).toEqual(['1 of 1', '1 of 1']);

    await app.does(mina, 'DELETE', '/me/profile/image');
    expect(await nowAndLater(first)).toEqual(['0 of 1', '0 of 1']);
  });

  it('of an archive dies with the account, and stays dead', async () => {
    for (const end of [suspend, deleteAccount]) {
      const it = await scene({}, true);
      const { id } = (await app.does(it.mina, 'POST', '/me/exports')).body;
      await app.settle();
      const { url } = (await app.read(`/me/exports/${String(id)}`, it.mina)).body;
      expect(await app.opening([url])).toBe('1 of 1');

      await end(app, it);
      expect(await nowAndLater([url])).toEqual(['0 of 1', '0 of 1']);
      await restore(app, it);
      expect(await nowAndLater([url])).toEqual(['0 of 1', '0 of 1']);
    }
  });
});
