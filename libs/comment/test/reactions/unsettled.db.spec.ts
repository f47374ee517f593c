import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { BlockService, FollowerService, FollowService } from '#libs/social-graph';
import { type Actor, Stage } from '../stage.js';
import { type Acts, actsIn } from './acts.js';

let stage: Stage;
let posts: Acts['posts'];
let comments: Acts['comments'];
let follows: FollowService;
let alice: Actor, bob: Actor, fan: Actor;
let post: PostId, comment: CommentId;

beforeAll(async () => {
  stage = await Stage.open();
  ({ posts, comments } = actsIn(stage.app));
  follows = stage.app.get(FollowService);
  alice = await stage.person('alice');
  bob = await stage.person('bob');
});
beforeEach(async () => {
  fan = await stage.person('fan');
  post = await stage.post(alice);
  comment = await stage.writes(alice, post, 'hello');
});
afterEach(async () => {
  await stage.app.settle();
  expect(await stage.app.drift()).toEqual([]);
});
afterAll(() => stage.close());

/** Each kind of act that counts, and how it is taken back. */
const acts: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['the like of a post', () => posts.like(fan, post), () => posts.unlike(fan, post)],
  ['a bookmark', () => posts.bookmark(fan, post), () => posts.unbookmark(fan, post)],
  ['the like of a comment', () => comments.like(fan, comment), () => comments.unlike(fan, comment)],
  ['a follow', () => follows.follow(fan, bob.userId), () => follows.unfollow(fan, bob.userId)],
  [
    'a reply',
    async () => (reply = await stage.writes(fan, post, 'reply', comment)),
    () => stage.removes(fan, reply),
  ],
];
let reply: CommentId;

describe.each(acts)('%s', (_, act, takeBack) => {
  it('taken back right after a restoration is out of the counts for good', async () => {
    await act();
    await stage.suspend(fan);
    await stage.app.settle();
    await stage.restore(fan);
    await takeBack();
  });

  it('taken back and repeated right after a restoration counts once', async () => {
    await act();
    await stage.suspend(fan);
    await stage.app.settle();
    await stage.restore(fan);
    await takeBack();
    await act();
  });

  it('taken back right after a suspension and restoration that no recount has seen', async () => {
    await act();
    await stage.suspend(fan);
    await stage.restore(fan);
    await takeBack();
  });
});

it('never shows as a negative number', async () => {
  await posts.like(fan, post);
  await stage.suspend(fan);
  await stage.app.settle();
  await stage.restore(fan);
  expect(await posts.unlike(fan, post)).toBe(0);
  const { body } = await stage.app.request({ method: 'GET', url: `/v1/posts/${post}` });
  expect(body.likeCount).toBe(0);
});

describe('what others take from a suspended person before the recount', () => {
  it('as a follower is out of the counts', async () => {
    await follows.follow(fan, bob.userId);
    await stage.suspend(fan);
    await stage.app.get(FollowerService).remove(bob, fan.userId);
  });

  it('as a followed person is out of the counts', async () => {
    await follows.follow(bob, fan.userId);
    await stage.suspend(fan);
    await follows.unfollow(bob, fan.userId);
  });

  it('by a block after the restoration is out of the counts, both ways', async () => {
    await follows.follow(fan, bob.userId);
    await follows.follow(bob, fan.userId);
    await stage.suspend(fan);
    await stage.app.settle();
    await stage.restore(fan);
    await stage.app.get(BlockService).block(bob, fan.userId);
  });
});
