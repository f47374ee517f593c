import { givesRole } from '#libs/testing/people';
import { type Actor, Stage } from './stage.js';

let stage: Stage;
let admin: Actor, mina: Actor, joon: Actor;

beforeAll(async () => {
  stage = await Stage.open();
  admin = await stage.person('admin');
  mina = await stage.person('mina');
  joon = await stage.person('joon');
  await givesRole(stage.app, admin, 'admin');
});
afterAll(() => stage.close());

it('has its comments for nobody, and the same again once it is restored', async () => {
  const post = await stage.post(mina);
  const comment = await stage.writes(joon, post, 'hi');
  const comments = (as: Actor) =>
    stage.app.request({ method: 'GET', url: `/v1/posts/${post}/comments`, as });
  const moderate = (isActive: boolean) =>
    stage.app.request({
      method: 'PATCH',
      url: `/v1/admin/posts/${post}`,
      as: admin,
      body: { reason: 'because', isActive },
    });
  await moderate(false);
  for (const who of [mina, joon, admin]) {
    expect((await comments(who)).status).toBe(404);
  }
  await moderate(true);
  expect((await comments(mina)).body.items).toMatchObject([{ id: comment, body: 'hi' }]);
});
