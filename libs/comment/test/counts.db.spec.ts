import { commentCounters, type CommentId, CommentReader } from '#libs/comment';
import { Counters } from '#libs/counters';
import { expectNoDrift, isAwaited, outcome, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment, unlikesComment } from '#libs/testing/comments';
import { people, type Person, person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

let app: TestHttp;
let reader: CommentReader;
let alice: Person, bob: Person, carol: Person;

beforeAll(async () => {
  app = await openStage();
  reader = app.get(CommentReader);
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});
afterAll(() => app.close());
afterEach(async () => {
  await expectNoDrift(app);
});

const newcomer = () => person(app, 'newcomer');

async function counts(id: CommentId): Promise<{ likes: number; replies: number }> {
  const row = (await app.get(Counters).read(commentCounters, [id])).get(id);
  return { likes: row!.like_count, replies: row!.reply_count };
}

const commentCount = async (post: string) => {
  await app.settle();
  const [row] = await app.sql<{ comment_count: number }>(
    `select comment_count from post_counter where post_id = $1`,
    [post],
  );
  return row?.comment_count;
};

describe('the count of replies', () => {
  it('holds the direct ones that are not deleted', async () => {
    const post = await publishes(app, alice);
    const top = await comments(app, alice, post, 'top');
    const reply = await comments(app, bob, post, 'reply', top);
    await comments(app, carol, post, 'deeper', reply);
    expect([await counts(top), await counts(reply)]).toMatchObject([
      { replies: 1 },
      { replies: 1 },
    ]);
    await removesComment(app, alice, reply);
    expect(await counts(top)).toMatchObject({ replies: 0 });
    expect(await commentCount(post)).toBe(2);
  });

  it('takes off once what is deleted many times at once', async () => {
    const post = await publishes(app, alice);
    const top = await comments(app, alice, post, 'top');
    for (let round = 0; round < 5; round += 1) {
      const reply = await comments(app, bob, post, 'reply', top);
      await comments(app, carol, post, 'stays', reply);
      const outcomes = await Promise.all(
        [alice, bob, alice, bob, alice].map((actor) => outcome(removesComment(app, actor, reply))),
      );
      expect(outcomes.toSorted()).toEqual(['done', ...Array(4).fill('not-found')]);
    }
    await app.settle();
    expect(await counts(top)).toMatchObject({ replies: 0 });
    expect(await commentCount(post)).toBe(6);
  });

  it('is exact after many people answer, while the parent is deleted', async () => {
    const post = await publishes(app, alice);
    const everybody = await Promise.all(Array.from({ length: 20 }, newcomer));
    const top = await comments(app, alice, post, 'top');
    const outcomes = await Promise.all([
      ...everybody.map((one) => outcome(comments(app, one, post, 'reply', top))),
      outcome(removesComment(app, alice, top)),
    ]);
    expect(outcomes.filter((o) => o !== 'done' && o !== 'parent-not-found')).toEqual([]);
    const written = outcomes.slice(0, -1).filter((o) => o === 'done').length;
    await app.settle();
    expect(await counts(top)).toMatchObject({ replies: written });
    expect(await commentCount(post)).toBe(written);
  });
});

describe('people whose acts stop counting', () => {
  it('are taken out of the counts and put back', async () => {
    const post = await publishes(app, alice);
    const dave = await newcomer();
    const top = await comments(app, alice, post, 'top');
    await comments(app, dave, post, 'reply', top);
    await likesComment(app, dave, top);
    await likesComment(app, bob, top);
    expect(await counts(top)).toEqual({ likes: 2, replies: 1 });
    await suspends(app, dave);
    await app.settle();
    expect(await counts(top)).toEqual({ likes: 1, replies: 0 });
    await restores(app, dave);
    await app.settle();
    expect(await counts(top)).toEqual({ likes: 2, replies: 1 });
  });

  it('are not taken off again when what they did is undone meanwhile', async () => {
    const post = await publishes(app, alice);
    const dave = await newcomer();
    const top = await comments(app, alice, post, 'top');
    const reply = await comments(app, dave, post, 'reply', top);
    await likesComment(app, dave, top);
    await suspends(app, dave);
    await app.settle();
    expect(await outcome(removesComment(app, alice, reply))).toBe('not-found');
    await unlikesComment(app, dave, top);
    await app.settle();
    expect(await counts(top)).toEqual({ likes: 0, replies: 0 });
  });

  it('are suspended after what they, or others with what they wrote, are just doing', async () => {
    const post = await publishes(app, alice);
    const dave = await person(app, 'newcomer');
    const top = await comments(app, alice, post, 'top');
    const reply = await comments(app, dave, post, 'reply', top);
    const acts = [
      () => comments(app, dave, post, 'another', top),
      () => removesComment(app, alice, reply),
    ];
    for (const act of acts) {
      expect(await isAwaited(app, act, () => suspends(app, dave))).toBe(true);
      await restores(app, dave);
    }
  });

  it('leave no drift when they act while they are suspended and restored', async () => {
    const post = await publishes(app, alice);
    const everybody = await Promise.all(Array.from({ length: 6 }, newcomer));
    const top = await comments(app, alice, post, 'top');
    await Promise.all(
      everybody.flatMap((one) => [
        ...Array.from({ length: 4 }, () => outcome(comments(app, one, post, 'reply', top))),
        outcome(likesComment(app, one, top)),
        suspends(app, one),
        outcome(unlikesComment(app, one, top)),
        outcome(likesComment(app, one, top)),
      ]),
    );
    await expectNoDrift(app);
    expect(await counts(top)).toEqual({ likes: 0, replies: 0 });
    await Promise.all(everybody.map((one) => restores(app, one)));
    await app.settle();
    const { comment } = await reader.read(bob.viewer, top);
    const [rows] = await app.sql<{ replies: number; likes: number }>(
      `
      select
        (select count(*)::integer from comment where parent_id = $1) as replies,
        (select count(*)::integer from comment_like where comment_id = $1) as likes
      `,
      [top],
    );
    expect({ replies: comment.replyCount, likes: comment.likeCount }).toEqual(rows);
  });
});

describe('a tombstone', () => {
  it('is in no count, and what it holds up is', async () => {
    const post = await publishes(app, alice);
    const top = await comments(app, alice, post, 'top');
    const middle = await comments(app, bob, post, 'middle', top);
    await comments(app, carol, post, 'bottom', middle);
    await removesComment(app, bob, middle);
    expect((await reader.read(carol.viewer, top)).comment.replyCount).toBe(0);
    expect(await commentCount(post)).toBe(2);
  });
});
