import { comments as says, likes } from '../support/acts.js';
import { ok } from '../support/people.js';
import type { Step } from '../support/story.js';
import { comments, explore, nobody, p, path, pictures, posts } from './scene.js';

/** People talk, like, and change their minds. */
export function talking(step: Step): void {
  step('talks in threads', async () => {
    comments.praise = await says(p.noah, posts.sunrise.id, 'What a morning!');
    comments.answer = await says(p.minji, posts.sunrise.id, '고마워요, 노아!', comments.praise.id);
    comments.thanks = await says(p.noah, posts.sunrise.id, '천만에요', comments.answer.id);
    comments.rude = await says(p.taeyang, posts.sunrise.id, '별로네요');
    expect(comments.thanks).toMatchObject({ depth: 2, parentId: comments.answer.id });
    const unseen = await p.ines.api.GET(
      '/v1/posts/{postId}/comments',
      path({ postId: posts.sunrise.id }),
    );
    // Across the block the comment is a tombstone, because others answered it.
    expect(unseen.data?.items.map(({ body, isDeleted }) => [body, isDeleted])).toEqual([
      ['별로네요', false],
      [null, true],
    ]);
    ok(await p.minji.api.DELETE('/v1/comments/{commentId}', path({ commentId: comments.rude.id })));
    const left = ok(
      await nobody.GET('/v1/posts/{postId}/comments', path({ postId: posts.sunrise.id })),
    );
    expect(left.items.map(({ id }) => id)).toEqual([comments.praise.id]);
    expect(
      (
        await p.taeyang.api.POST('/v1/posts/{postId}/comments', {
          params: { path: { postId: posts.diary.id }, header: {} },
          body: { body: '?' },
        })
      ).error,
    ).toMatchObject({ status: 404 });
  });

  step('likes and takes back, many at once and twice', async () => {
    const crowd = [p.junho, p.soyeon, p.emma, p.liam, p.yuna, p.noah, p.hana, p.ines, p.taeyang];
    await Promise.all(
      crowd.flatMap((who) => [likes(who, posts.sunrise.id), likes(who, posts.sunrise.id)]),
    );
    await Promise.all(
      [p.emma, p.liam].map(async (who) =>
        ok(await who.api.DELETE('/v1/posts/{postId}/like', path({ postId: posts.sunrise.id }))),
      ),
    );
    expect(await likes(p.minji, posts.sunrise.id)).toEqual({ liked: true, likeCount: 8 });
    ok(await p.emma.api.PUT('/v1/posts/{postId}/bookmark', path({ postId: posts.sunrise.id })));
    for (const who of [p.minji, p.hana, p.ines]) {
      const answer = await who.api.PUT(
        '/v1/comments/{commentId}/like',
        path({ commentId: comments.praise.id }),
      );
      expect(answer.response.status).toBe(who === p.ines ? 404 : 200);
    }
    const likers = ok(
      await nobody.GET('/v1/posts/{postId}/likes', path({ postId: posts.sunrise.id })),
    );
    expect(likers.items).toHaveLength(8);
    expect(likers.items[0]).toMatchObject({ nickname: 'minji' });
    // The blocked pair does not meet among the likers either.
    const forInes = ok(
      await p.ines.api.GET('/v1/posts/{postId}/likes', path({ postId: posts.sunrise.id })),
    );
    expect(forInes.items.map(({ nickname }) => nickname)).not.toContain('noah');
  });

  step('edits, hides and deletes', async () => {
    const edited = ok(
      await p.minji.api.PATCH('/v1/posts/{postId}', {
        params: { path: { postId: posts.sunrise.id } },
        body: {
          body: '새벽 네 시에 출발했습니다.',
          tags: ['등산'],
          mediaIds: [pictures.sunrise.id],
        },
      }),
    );
    expect(edited).toMatchObject({
      slug: '북한산-일출',
      tags: ['등산'],
      images: [{ id: pictures.sunrise.id }],
    });
    const published = ok(
      await p.liam.api.PATCH('/v1/posts/{postId}', {
        params: { path: { postId: posts.draft.id } },
        body: { status: 'published' },
      }),
    );
    expect(published.publishedAt).not.toBeNull();
    expect((await explore())[0]).toBe('Half a thought');
    ok(
      await p.yuna.api.DELETE(
        '/v1/posts/{postId}',
        path({ postId: ok(await p.yuna.api.GET('/v1/me/posts', {})).items[0]!.id }),
      ),
    );
    expect(await explore()).not.toContain('지하철에서 올린 글');
  });
}
