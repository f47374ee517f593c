import { storedObjects, type TestAnswer } from '#libs/testing';
import { type Person, staff } from '#libs/testing/people';
import { everything, type Life } from './full-life.js';
import { traces } from './traces.js';

/** Texts by which somebody can be found. */
export const textsOf = (somebody: Person): string[] => [
  somebody.id,
  somebody.email,
  somebody.phone,
  somebody.nickname,
];

/** Where ids stay: rooms of partners, with tombstones that say nothing, among them. */
export const LASTING = ['public.audit_log', 'public.erasure', 'public.message', 'public.room'];

/** Opens the whole program, with a superuser who has people erased. */
export async function erasureStage() {
  const app = await everything();
  return Object.assign(app, {
    root: await staff(app, 'superuser'),

    /** The answer to somebody who wants a person erased. */
    erase(
      as: Person,
      { id }: Pick<Person, 'id'>,
      body: object = { reason: 'asked by mail' },
    ): Promise<TestAnswer> {
      return app.request({ method: 'POST', url: `/v1/admin/users/${id}/erase`, as, body });
    },

    /** Nothing is left of somebody and a full life but what lasts; of others, everything. */
    async expectGone(somebody: Person, life: Life): Promise<void> {
      expect(await traces(app, ...textsOf(somebody))).toEqual(LASTING);
      expect(await traces(app, somebody.email, somebody.phone, somebody.nickname)).toEqual([]);
      // Originals and three variants each of the two pictures of bob.
      expect(await storedObjects(app)).toHaveLength(8);
      expect(await app.drift()).toEqual([]);
      const tombstone = await app.request({ method: 'GET', url: `/v1/comments/${life.answered}` });
      expect(tombstone.body).toMatchObject({
        isDeleted: true,
        author: null,
        body: null,
        likeCount: 0,
      });
      const post = await app.request({ method: 'GET', url: `/v1/posts/${life.bobsPost}` });
      expect(post.body).toMatchObject({ likeCount: 1, bookmarkCount: 0, commentCount: 2 });
      const quote = await app.request({ method: 'GET', url: `/v1/posts/${life.bobsQuote}` });
      expect(quote.body).toMatchObject({ body: 'see', isQuote: true, quoted: null });
    },
  });
}

export type ErasureStage = Awaited<ReturnType<typeof erasureStage>>;
