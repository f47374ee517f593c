import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { expectNoDrift, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment, unlikesComment } from '#libs/testing/comments';
import { blocks, follows, removesFollower, unfollows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { bookmarks, likes, publishes, unbookmarks, unlikes } from '#libs/testing/posts';
import { openStage } from '../stage.js';

let app: TestHttp;
let alice: Person, bob: Person, fan: Person;
let post: PostId, comment: CommentId;

beforeAll(async () => {
  app = await openStage();
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
beforeEach(async () => {
  ({ fan } = await people(app, 'fan'));
  post = await publishes(app, alice);
  comment = await comments(app, alice, post, 'hello');
});
afterEach(async () => {
  await expectNoDrift(app);
});
afterAll(() => app.close());

/** Each kind of act that counts, and how it is taken back. */
const acts: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['the like of a post', () => likes(app, fan, post), () => unlikes(app, fan, post)],
  ['a bookmark', () => bookmarks(app, fan, post), () => unbookmarks(app, fan, post)],
  [
    'the like of a comment',
    () => likesComment(app, fan, comment),
    () => unlikesComment(app, fan, comment),
  ],
  ['a follow', () => follows(app, fan, bob), () => unfollows(app, fan, bob)],
  [
    'a reply',
    async () => (reply = await comments(app, fan, post, 'reply', comment)),
    () => removesComment(app, fan, reply),
  ],
];
let reply: CommentId;

describe.each(acts)('%s', (_, act, takeBack) => {
  it('taken back right after a restoration is out of the counts for good', async () => {
    await act();
    await suspends(app, fan);
    await app.settle();
    await restores(app, fan);
    await takeBack();
  });

  it('taken back and repeated right after a restoration counts once', async () => {
    await act();
    await suspends(app, fan);
    await app.settle();
    await restores(app, fan);
    await takeBack();
    await act();
  });

  it('taken back right after a suspension and restoration that no recount has seen', async () => {
    await act();
    await suspends(app, fan);
    await restores(app, fan);
    await takeBack();
  });
});

it('never shows as a negative number', async () => {
  await likes(app, fan, post);
  await suspends(app, fan);
  await app.settle();
  await restores(app, fan);
  expect(await unlikes(app, fan, post)).toBe(0);
  const { body } = await app.request({ method: 'GET', url: `/v1/posts/${post}` });
  expect(body.likeCount).toBe(0);
});

describe('what others take from a suspended person before the recount', () => {
  it('as a follower is out of the counts', async () => {
    await follows(app, fan, bob);
    await suspends(app, fan);
    await removesFollower(app, bob, fan);
  });

  it('as a followed person is out of the counts', async () => {
    await follows(app, bob, fan);
    await suspends(app, fan);
    await unfollows(app, bob, fan);
  });

  it('by a block after the restoration is out of the counts, both ways', async () => {
    await follows(app, fan, bob);
    await follows(app, bob, fan);
    await suspends(app, fan);
    await app.settle();
    await restores(app, fan);
    await blocks(app, bob, fan);
  });
});
