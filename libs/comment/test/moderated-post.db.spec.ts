import type { TestHttp } from '#libs/testing';
import { comments } from '#libs/testing/comments';
import { givesRole, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

let app: TestHttp;
let admin: Person, mina: Person, joon: Person;

beforeAll(async () => {
  app = await openStage();
  ({ admin, mina, joon } = await people(app, 'admin', 'mina', 'joon'));
  await givesRole(app, admin, 'admin');
});
afterAll(() => app.close());

it('has its comments for nobody, and the same again once it is restored', async () => {
  const post = await publishes(app, mina);
  const comment = await comments(app, joon, post, 'hi');
  const read = (as: Person) =>
    app.request({ method: 'GET', url: `/v1/posts/${post}/comments`, as });
  const moderate = (isActive: boolean) =>
    app.request({
      method: 'PATCH',
      url: `/v1/admin/posts/${post}`,
      as: admin,
      body: { reason: 'because', isActive },
    });
  await moderate(false);
  for (const who of [mina, joon, admin]) {
    expect((await read(who)).status).toBe(404);
  }
  await moderate(true);
  expect((await read(mina)).body.items).toMatchObject([{ id: comment, body: 'hi' }]);
});
