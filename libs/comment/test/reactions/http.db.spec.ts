import type { TestHttp } from '#libs/testing';
import { comments } from '#libs/testing/comments';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { openStage } from '../stage.js';

let app: TestHttp;
let alice: Person, bob: Person;

beforeAll(async () => {
  app = await openStage();
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
afterAll(() => app.close());

const send = (method: 'GET' | 'PUT' | 'DELETE', path: string, as?: Person) =>
  app.request({ method, url: `/v1${path}`, ...(as && { as }) });

describe('reactions over HTTP', () => {
  it('answer with what holds now', async () => {
    const post = await publishes(app, alice);
    const comment = await comments(app, alice, post, 'hello');
    for (const path of [`/posts/${post}/like`, `/comments/${comment}/like`]) {
      expect(await send('PUT', path, bob)).toMatchObject({
        status: 200,
        body: { liked: true, likeCount: 1 },
      });
      expect((await send('DELETE', path, bob)).body).toEqual({ liked: false, likeCount: 0 });
      expect((await send('PUT', path)).status).toBe(401);
      await send('PUT', path, bob);
    }
    const mark = `/posts/${post}/bookmark`;
    expect((await send('PUT', mark, bob)).body).toEqual({ bookmarked: true, bookmarkCount: 1 });
    expect((await send('DELETE', mark, bob)).body).toEqual({ bookmarked: false, bookmarkCount: 0 });
    await send('PUT', mark, bob);

    const bobs = { nextCursor: null, items: [{ id: bob.id, nickname: 'bob', viewer: null }] };
    expect((await send('GET', `/posts/${post}/likes`)).body).toMatchObject(bobs);
    expect((await send('GET', `/comments/${comment}/likes`)).body).toMatchObject(bobs);
    expect((await send('GET', '/me/likes/posts', bob)).body.items).toMatchObject([{ id: post }]);
    expect((await send('GET', '/me/bookmarks', bob)).body.items).toMatchObject([{ id: post }]);
    expect((await send('GET', '/me/likes/comments', bob)).body.items).toMatchObject([
      { id: comment, viewer: { liked: true } },
    ]);
  });

  it('are not found for what isn’t there, except to take them back', async () => {
    expect((await send('PUT', '/posts/17/like', bob)).status).toBe(404);
    expect((await send('PUT', '/posts/x/like', bob)).status).toBe(404);
    expect((await send('GET', '/comments/17/likes', bob)).status).toBe(404);
    expect(await send('DELETE', '/posts/17/like', bob)).toMatchObject({
      status: 200,
      body: { liked: false, likeCount: null },
    });
    expect((await send('DELETE', '/posts/17/bookmark', bob)).body).toEqual({
      bookmarked: false,
      bookmarkCount: null,
    });
  });
});
