import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { maruClient } from './client/client.js';
import { comments as says, follows, likes, publishes, uploads } from './support/acts.js';
import {
  all,
  type Comment,
  eventually,
  type Image,
  ok,
  type Person,
  person,
  type Post,
} from './support/people.js';
import { story } from './support/story.js';

/** Ten people, by the names that the sentences below use. */
const names = {
  minji: { nickname: 'minji', fullName: '김민지', phone: '010-3111-0001' },
  junho: { nickname: '준호_92', fullName: '박준호', phone: '010-3111-0002' },
  soyeon: { nickname: 'soyeon', fullName: '이소연', phone: '010-3111-0003' },
  emma: { nickname: 'emma.w', fullName: 'Emma Wilson', phone: '010-3111-0004' },
  liam: { nickname: 'liam', fullName: 'Liam O’Brien', phone: '010-3111-0005' },
  yuna: { nickname: '유나', fullName: '최유나', phone: '010-3111-0006' },
  noah: { nickname: 'noah', fullName: 'Noah Schmidt', phone: '010-3111-0007' },
  hana: { nickname: 'hana', fullName: '정하나', phone: '010-3111-0008' },
  ines: { nickname: 'inês', fullName: 'Inês Duarte', phone: '010-3111-0009' },
  taeyang: { nickname: 'taeyang', fullName: '한태양', phone: '010-3111-0010' },
};
type Name = keyof typeof names;

const p = {} as Record<Name, Person>;
const nobody = maruClient();

const posts = {} as Record<'sunrise' | 'bread' | 'meeting' | 'diary' | 'secret' | 'draft', Post>;
const comments = {} as Record<'praise' | 'answer' | 'rude' | 'thanks', Comment>;
const pictures = {} as Record<'sunrise' | 'trail' | 'diary', Image>;

/** A photo held sideways, with the place where it was taken. */
const photo = (width: number, height: number, hue: string): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: hue } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Maru Camera' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '37/1 39/1 31/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '126/1 58/1 41/1',
      },
    })
    .jpeg()
    .toBuffer();

const path = <P extends Record<string, string>>(params: P) => ({ params: { path: params } });
const read = async (who: Person | undefined, post: Post) =>
  (who?.api ?? nobody).GET('/v1/posts/{postId}', path({ postId: post.id }));
const home = async (who: Person): Promise<string[]> => {
  const items = await all<Post>(async (cursor) =>
    ok(
      await who.api.GET('/v1/feeds/home', {
        params: { query: { limit: 2, ...(cursor && { cursor }) } },
      }),
    ),
  );
  return items.map(({ title }) => title);
};
const explore = async (who?: Person): Promise<string[]> => {
  const items = await all<Post>(async (cursor) =>
    ok(
      await (who?.api ?? nobody).GET('/v1/feeds/explore', {
        params: { query: { limit: 3, ...(cursor && { cursor }) } },
      }),
    ),
  );
  return items.map(({ title }) => title);
};
const card = async (whom: Person, who?: Person) =>
  ok(await (who?.api ?? nobody).GET('/v1/users/{userId}', path({ userId: whom.id })));

story('a day of ten people', (step) => {
  step('begins with sign-ups in Korean and English', async () => {
    for (const [name, wanted] of Object.entries(names)) {
      p[name as Name] = await person(name, wanted);
    }
    const me = ok(await p.junho.api.GET('/v1/me'));
    expect(me).toMatchObject({ phone: '+82103111' + '0002', profile: { nickname: '준호_92' } });
    const again = await nobody.POST('/v1/auth/sign-up', {
      body: {
        email: p.minji.email.toUpperCase(),
        password: 'another-long-one',
        fullName: 'x',
        phone: '010-3111-0099',
        nickname: 'x1',
        birthday: '1990-01-01',
      },
    });
    expect(again.error).toMatchObject({ code: 'email-taken', status: 409 });
  });

  step('lets them log in again, refresh, and end a session at once', async () => {
    const { tokens } = ok(
      await nobody.POST('/v1/auth/login', {
        body: { email: p.liam.email, password: p.liam.password },
      }),
    );
    const next = ok(
      await nobody.POST('/v1/auth/refresh', { body: { refreshToken: tokens.refreshToken } }),
    );
    const repeated = ok(
      await nobody.POST('/v1/auth/refresh', { body: { refreshToken: tokens.refreshToken } }),
    );
    expect(repeated).toEqual(next);
    const session = maruClient(next.accessToken);
    ok(await session.GET('/v1/me'));
    ok(await session.POST('/v1/auth/logout'));
    expect((await session.GET('/v1/me')).error).toMatchObject({ code: 'token-revoked' });
    expect((await maruClient(next.refreshToken).GET('/v1/me')).error).toMatchObject({
      status: 401,
    });
    ok(await p.liam.api.GET('/v1/me'));
  });

  step('fills profiles; one of them is private', async () => {
    ok(
      await p.minji.api.PATCH('/v1/me/profile', {
        body: { bio: '아침형 인간', skills: ['등산', '사진'], region: '서울', meetTime: 'weekend' },
      }),
    );
    ok(
      await p.soyeon.api.PATCH('/v1/me/profile', {
        body: { isPublic: false, bio: '조용한 일기장' },
      }),
    );
    const current = await p.emma.api.GET('/v1/me/profile');
    const tag = current.response.headers.get('etag')!;
    ok(
      await p.emma.api.PATCH('/v1/me/profile', {
        body: { links: ['https://example.com/bread'] },
        params: { header: { 'If-Match': tag } },
      }),
    );
    const stale = await p.emma.api.PATCH('/v1/me/profile', {
      body: { bio: 'late' },
      params: { header: { 'If-Match': tag } },
    });
    expect(stale.error).toMatchObject({ code: 'precondition-failed', status: 412 });
  });

  step('connects them: follows, a request, a block', async () => {
    for (const fan of [p.junho, p.soyeon, p.emma, p.liam, p.yuna, p.noah, p.hana]) {
      expect(await follows(fan, p.minji)).toMatchObject({ following: true, requested: false });
    }
    expect(await follows(p.hana, p.minji)).toMatchObject({ following: true, followerCount: 7 });
    await follows(p.minji, p.emma);
    await follows(p.minji, p.junho);
    await follows(p.liam, p.emma);
    expect(await follows(p.minji, p.soyeon)).toMatchObject({
      following: false,
      requested: true,
      followerCount: 0,
    });
    expect(await follows(p.taeyang, p.soyeon)).toMatchObject({ requested: true });
    const waiting = ok(await p.soyeon.api.GET('/v1/me/follow-requests', {}));
    expect(waiting.items.map(({ nickname }) => nickname)).toEqual(['taeyang', 'minji']);
    ok(await p.soyeon.api.PUT('/v1/me/follow-requests/{userId}', path({ userId: p.minji.id })));
    ok(
      await p.soyeon.api.DELETE('/v1/me/follow-requests/{userId}', path({ userId: p.taeyang.id })),
    );
    expect(await card(p.soyeon, p.minji)).toMatchObject({
      followerCount: 1,
      viewer: { following: true, followedBy: true },
    });
    await follows(p.ines, p.noah);
    ok(await p.noah.api.PUT('/v1/users/{userId}/block', path({ userId: p.ines.id })));
    expect(
      (await p.ines.api.GET('/v1/users/{userId}', path({ userId: p.noah.id }))).error,
    ).toMatchObject({ status: 404 });
    expect(await card(p.ines, p.noah)).toMatchObject({
      viewer: { blocking: true, followedBy: false },
    });
    ok(await p.hana.api.DELETE('/v1/users/{userId}/follow', path({ userId: p.minji.id })));
    expect(
      (await p.liam.api.PUT('/v1/users/{userId}/follow', path({ userId: p.liam.id }))).error,
    ).toMatchObject({ code: 'cannot-follow-self' });
  });

  step('brings pictures that lose their place and gain their sizes', async () => {
    pictures.sunrise = await uploads(p.minji, await photo(2400, 1600, '#e07a3f'), {
      name: '일출.jpg',
      altText: '백운대의 일출',
    });
    pictures.trail = await uploads(p.minji, await photo(900, 600, '#3f7ae0'), {
      name: 'trail.jpg',
      altText: 'A trail in the woods',
    });
    pictures.diary = await uploads(p.soyeon, await photo(800, 500, '#7f7f7f'), {
      name: 'diary.jpg',
      altText: '비 오는 창가',
    });
    for (const [name, owner] of [
      ['sunrise', p.minji],
      ['trail', p.minji],
      ['diary', p.soyeon],
    ] as const) {
      pictures[name] = await eventually(
        async () =>
          ok(await owner.api.GET('/v1/media/{mediaId}', path({ mediaId: pictures[name].id }))),
        ({ status }) => status !== 'processing',
      );
      expect(pictures[name]).toMatchObject({
        status: 'ready',
        blurhash: expect.stringMatching(/^.{6,}$/),
      });
    }
    expect(pictures.sunrise).toMatchObject({ name: '일출.jpg', width: 1600, height: 2400 });
  });

  step('publishes: in public, for followers, in private, as a draft', async () => {
    posts.sunrise = await publishes(p.minji, {
      title: '북한산 일출',
      body: '새벽 다섯 시에 출발했습니다.',
      tags: ['등산', 'Sunrise'],
      mediaIds: [pictures.trail.id, pictures.sunrise.id],
    });
    expect(posts.sunrise).toMatchObject({
      slug: '북한산-일출',
      tags: ['등산', 'Sunrise'],
      images: [{ id: pictures.trail.id, postId: posts.sunrise.id }, { id: pictures.sunrise.id }],
    });
    posts.bread = await publishes(p.emma, {
      body: 'Sourdough, attempt nine\n\nThe crumb finally opened up.',
      tags: ['bread', 'SUNRISE'],
    });
    expect(posts.bread).toMatchObject({
      title: 'Sourdough, attempt nine',
      slug: 'sourdough-attempt-nine',
      tags: ['bread', 'Sunrise'],
    });
    posts.meeting = await publishes(p.junho, {
      title: '저녁 모임',
      body: '팔로워만 오세요.',
      visibility: 'followers',
    });
    posts.diary = await publishes(p.soyeon, {
      title: '일기',
      body: '비가 온다.',
      mediaIds: [pictures.diary.id],
    });
    posts.secret = await publishes(p.emma, {
      title: 'Only mine',
      body: 'Nobody reads this.',
      visibility: 'private',
    });
    posts.draft = await publishes(p.liam, {
      title: 'Half a thought',
      body: 'Not yet.',
      status: 'draft',
    });
    expect(posts.draft).toMatchObject({ publishedAt: null });
    const stolen = await p.liam.api.POST('/v1/posts', {
      body: { body: 'mine?', mediaIds: [pictures.sunrise.id] },
      params: { header: {} },
    });
    expect(stolen.error).toMatchObject({ code: 'media-not-usable', status: 422 });
  });

  step('posts once when a bad network sends twice', async () => {
    const headers = { 'Idempotency-Key': 'lost-on-the-subway' };
    const send = () =>
      p.yuna.api.POST('/v1/posts', {
        body: { body: '지하철에서 올린 글' },
        params: { header: headers },
      });
    const first = await send();
    const second = await send();
    expect(second.data).toEqual(first.data);
    expect(second.response.headers.get('idempotent-replayed')).toBe('true');
  });

  step('shows each feed what its reader may see', async () => {
    expect(await home(p.minji)).toEqual([
      '일기',
      '저녁 모임',
      'Sourdough, attempt nine',
      '북한산 일출',
    ]);
    expect(await home(p.liam)).toEqual(['Sourdough, attempt nine', '북한산 일출']);
    expect(await home(p.taeyang)).toEqual([]);
    const everybody = ['지하철에서 올린 글', 'Sourdough, attempt nine', '북한산 일출'];
    expect((await explore()).filter((title) => everybody.includes(title))).toEqual(everybody);
    for (const hidden of ['일기', '저녁 모임', 'Only mine', 'Half a thought']) {
      expect(await explore(p.taeyang)).not.toContain(hidden);
    }
  });

  step('answers 404 for what one may not see and 403 for what is somebody else’s', async () => {
    const seen = async (post: Post) => ({
      nobody: (await read(undefined, post)).response.status,
      minji: (await read(p.minji, post)).response.status,
      taeyang: (await read(p.taeyang, post)).response.status,
    });
    expect(await seen(posts.sunrise)).toEqual({ nobody: 200, minji: 200, taeyang: 200 });
    expect(await seen(posts.meeting)).toEqual({ nobody: 404, minji: 200, taeyang: 404 });
    expect(await seen(posts.diary)).toEqual({ nobody: 404, minji: 200, taeyang: 404 });
    expect(await seen(posts.secret)).toEqual({ nobody: 404, minji: 404, taeyang: 404 });
    expect(await seen(posts.draft)).toEqual({ nobody: 404, minji: 404, taeyang: 404 });
    const edit = (who: Person, post: Post) =>
      who.api.PATCH('/v1/posts/{postId}', {
        params: { path: { postId: post.id } },
        body: { body: 'hijacked' },
      });
    expect((await edit(p.taeyang, posts.sunrise)).error).toMatchObject({
      code: 'forbidden',
      status: 403,
    });
    expect((await edit(p.taeyang, posts.secret)).error).toMatchObject({ status: 404 });
  });

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
});
