import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { eventually } from '../../../libs/testing/src/eventually.js';
import { ok } from '../support/people.js';
import type { Step } from '../support/story.js';
import {
  card,
  comments,
  home,
  type Name,
  nobody,
  p,
  path,
  pictures,
  posts,
  read,
} from './scene.js';

/** What is left in the evening: pictures, numbers, and nothing told that must not be. */
export function evening(step: Step): void {
  step('serves pictures without their place, to those who may see them', async () => {
    const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    const { images } = ok(await read(undefined, posts.sunrise));
    const image = images[0]!;
    for (const url of [
      image.url!,
      image.variants!.thumbnail.url,
      image.variants!.small.url,
      image.variants!.large.url,
    ]) {
      const file = await bytes(url);
      const { exif, width, height } = await sharp(file).metadata();
      expect(exif).toBeUndefined();
      expect(file.includes('Maru Camera')).toBe(false);
      expect(width).toBeLessThan(height);
    }
    expect(await sharp(await bytes(image.variants!.thumbnail.url)).metadata()).toMatchObject({
      format: 'webp',
      height: 320,
    });
    const hidden = ok(await read(p.minji, posts.diary)).images[0]!.url!;
    expect((await fetch(hidden)).status).toBe(200);
    expect((await fetch(hidden.split('?')[0]!)).status).toBe(404);
    const old = image.url!;
    ok(
      await p.minji.api.PATCH('/v1/posts/{postId}', {
        params: { path: { postId: posts.sunrise.id } },
        body: { visibility: 'followers' },
      }),
    );
    await eventually(
      async () => (await fetch(old)).status,
      (status) => status === 404,
    );
    ok(
      await p.minji.api.PATCH('/v1/posts/{postId}', {
        params: { path: { postId: posts.sunrise.id } },
        body: { visibility: 'public' },
      }),
    );
    await eventually(
      async () => ok(await read(undefined, posts.sunrise)).images[0]!.url!,
      (url) => !url.includes('?'),
    );
  });

  step('ends with every counter, feed and file as it must be', async () => {
    const sunrise = await eventually(
      async () => ok(await read(p.minji, posts.sunrise)),
      ({ likeCount, commentCount, bookmarkCount }) =>
        likeCount === 8 && commentCount === 3 && bookmarkCount === 1,
    );
    // nobody, taeyang and ines' list reads do not count twice; the author's own look never does.
    expect(sunrise.viewer).toEqual({ liked: true, bookmarked: false, reposted: false });
    const praise = ok(
      await nobody.GET('/v1/comments/{commentId}', path({ commentId: comments.praise.id })),
    );
    expect(praise).toMatchObject({ likeCount: 2, replyCount: 1 });
    const counts: Record<Name, [followers: number, following: number, posts: number]> = {
      minji: [6, 3, 1],
      junho: [1, 1, 0],
      soyeon: [1, 1, 1],
      emma: [2, 1, 1],
      liam: [0, 2, 1],
      yuna: [0, 1, 0],
      noah: [0, 1, 0],
      hana: [0, 0, 0],
      ines: [0, 0, 0],
      taeyang: [0, 0, 0],
    };
    for (const [name, [followerCount, followingCount, postCount]] of Object.entries(counts)) {
      const person = await card(p[name as Name]);
      expect([name, person.followerCount, person.followingCount, person.postCount]).toEqual([
        name,
        followerCount,
        followingCount,
        postCount,
      ]);
    }
    const tags = ok(await nobody.GET('/v1/tags', { params: { query: { prefix: 'sun' } } }));
    expect(tags.items).toContainEqual({ name: 'Sunrise', postCount: 1 });
    expect(await home(p.minji)).toEqual([
      '일기',
      '저녁 모임',
      'Sourdough, attempt nine',
      '북한산 일출',
    ]);
    const media = join(process.env['MARU_DATA_DIR']!, 'media');
    const files = (await readdir(media, { recursive: true })).filter((file) =>
      /\.(jpg|webp)$/.test(file),
    );
    // Three pictures of this day, each with its original and three variants, and no upload left behind.
    const mine = [pictures.sunrise, pictures.trail, pictures.diary];
    for (const { url } of mine) {
      const folder = new URL(url!).pathname.split('/').at(-2)!;
      expect(files.filter((file) => file.includes(folder))).toHaveLength(4);
    }
  });

  step('shows nobody an email, phone or birthday of others', async () => {
    const seen = JSON.stringify([
      await card(p.minji, p.emma),
      ok(await p.emma.api.GET('/v1/users', {})),
      ok(await p.emma.api.GET('/v1/feeds/home', {})),
      ok(await p.emma.api.GET('/v1/posts/{postId}/likes', path({ postId: posts.sunrise.id }))),
    ]);
    expect(seen).not.toMatch(/@day\.test|\+8210|19[01]\d-\d\d-/);
  });
}
