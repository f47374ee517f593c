import { follows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let author: Person;
let follower: Person;
let stranger: Person;

beforeAll(async () => {
  app = await postStage();
  ({ author, follower, stranger } = await people(app, 'author', 'follower', 'stranger'));
  await follows(app, follower, author);
});
afterAll(() => app.close());

it('posts that are read at once are shown to each viewer by the own rights', async () => {
  const open = await publishes(app, author);
  const narrow = await publishes(app, author, { visibility: 'followers' });
  const draft = await publishes(app, author, { status: 'draft' });
  await likes(app, stranger, open);
  const viewers = [undefined, stranger, follower, author];
  const answers = await Promise.all(
    viewers.flatMap((viewer) =>
      [open, narrow, draft].map((post) => app.read(`/posts/${post}`, viewer)),
    ),
  );
  expect(answers.map(({ status, body }) => (status === 200 ? body.id : status))).toEqual([
    ...[open, 404, 404],
    ...[open, 404, 404],
    ...[open, narrow, 404],
    ...[open, narrow, draft],
  ]);
  expect([0, 3, 6, 9].map((place) => answers[place]!.body.viewer?.liked)).toEqual([
    undefined,
    true,
    false,
    false,
  ]);
});
