import { eventually } from '../../../libs/testing/src/eventually.js';
import { publishes, uploads } from '../support/acts.js';
import { ok, type Person, type Post } from '../support/people.js';
import type { Step } from '../support/story.js';
import { explore, home, p, path, photo, pictures, posts, read } from './scene.js';

/** Pictures and posts come, and each reader finds what is theirs. */
export function publishing(step: Step): void {
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
}
