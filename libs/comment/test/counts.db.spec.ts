import { commentCounters, type CommentId, CommentReader, CommentService } from '#libs/comment';
import { Counters } from '#libs/counters';
import type { Viewer } from '#libs/kernel';
import { isAwaited, outcome } from '#libs/testing';
import { type Acts, actsIn } from './reactions/acts.js';
import { Stage } from './stage.js';

let stage: Stage;
let reader: CommentReader;
let likes: Acts['comments'];
let alice: Viewer, bob: Viewer, carol: Viewer;

beforeAll(async () => {
  stage = await Stage.open();
  reader = stage.app.get(CommentReader);
  likes = actsIn(stage.app).comments;
  alice = await stage.person('alice');
  bob = await stage.person('bob');
  carol = await stage.person('carol');
});
afterAll(() => stage.close());
afterEach(async () => {
  await stage.app.settle();
  expect(await stage.app.drift()).toEqual([]);
});

const newcomer = () => stage.person('newcomer');

async function counts(id: CommentId): Promise<{ likes: number; replies: number }> {
  const row = (await stage.app.get(Counters).read(commentCounters, [id])).get(id);
  return { likes: row!.like_count, replies: row!.reply_count };
}

const commentCount = async (post: string) => {
  await stage.app.settle();
  const [row] = await stage.app.sql<{ comment_count: number }>(
    `select comment_count from post_counter where post_id = $1`,
    [post],
  );
  return row?.comment_count;
};

describe('the count of replies', () => {
  it('holds the direct ones that are not deleted', async () => {
    const post = await stage.post(alice);
    const top = await stage.writes(alice, post, 'top');
    const reply = await stage.writes(bob, post, 'reply', top);
    await stage.writes(carol, post, 'deeper', reply);
    expect([await counts(top), await counts(reply)]).toMatchObject([
      { replies: 1 },
      { replies: 1 },
    ]);
    await stage.removes(alice, reply);
    expect(await counts(top)).toMatchObject({ replies: 0 });
    expect(await commentCount(post)).toBe(2);
  });

  it('takes off once what is deleted many times at once', async () => {
    const post = await stage.post(alice);
    const top = await stage.writes(alice, post, 'top');
    for (let round = 0; round < 5; round += 1) {
      const reply = await stage.writes(bob, post, 'reply', top);
      await stage.writes(carol, post, 'stays', reply);
      const outcomes = await Promise.all(
        [alice, bob, alice, bob, alice].map((actor) => outcome(stage.removes(actor, reply))),
      );
      expect(outcomes.toSorted()).toEqual(['done', ...Array(4).fill('not-found')]);
    }
    await stage.app.settle();
    expect(await counts(top)).toMatchObject({ replies: 0 });
    expect(await commentCount(post)).toBe(6);
  });

  it('is exact after many people answer, while the parent is deleted', async () => {
    const post = await stage.post(alice);
    const people = await Promise.all(Array.from({ length: 20 }, newcomer));
    const top = await stage.writes(alice, post, 'top');
    const outcomes = await Promise.all([
      ...people.map((person) => outcome(stage.writes(person, post, 'reply', top))),
      outcome(stage.removes(alice, top)),
    ]);
    expect(outcomes.filter((o) => o !== 'done' && o !== 'parent-not-found')).toEqual([]);
    const written = outcomes.slice(0, -1).filter((o) => o === 'done').length;
    await stage.app.settle();
    expect(await counts(top)).toMatchObject({ replies: written });
    expect(await commentCount(post)).toBe(written);
  });
});

describe('people whose acts stop counting', () => {
  it('are taken out of the counts and put back', async () => {
    const post = await stage.post(alice);
    const dave = await newcomer();
    const top = await stage.writes(alice, post, 'top');
    await stage.writes(dave, post, 'reply', top);
    await likes.like(dave, top);
    await likes.like(bob, top);
    expect(await counts(top)).toEqual({ likes: 2, replies: 1 });
    await stage.suspend(dave);
    await stage.app.settle();
    expect(await counts(top)).toEqual({ likes: 1, replies: 0 });
    await stage.restore(dave);
    await stage.app.settle();
    expect(await counts(top)).toEqual({ likes: 2, replies: 1 });
  });

  it('are not taken off again when what they did is undone meanwhile', async () => {
    const post = await stage.post(alice);
    const dave = await newcomer();
    const top = await stage.writes(alice, post, 'top');
    const reply = await stage.writes(dave, post, 'reply', top);
    await likes.like(dave, top);
    await stage.suspend(dave);
    await stage.app.settle();
    expect(await outcome(stage.removes(alice, reply))).toBe('not-found');
    await likes.unlike(dave, top);
    await stage.app.settle();
    expect(await counts(top)).toEqual({ likes: 0, replies: 0 });
  });

  it('are suspended after what they, or others with what they wrote, are just doing', async () => {
    const post = await stage.post(alice);
    const dave = await stage.person('newcomer');
    const top = await stage.writes(alice, post, 'top');
    const reply = await stage.writes(dave, post, 'reply', top);
    const acts = [
      () => stage.writes(dave, post, 'another', top),
      () => stage.removes(alice, reply),
    ];
    for (const act of acts) {
      expect(await isAwaited(stage.app, act, () => stage.suspend(dave))).toBe(true);
      await stage.restore(dave);
    }
  });

  it('leave no drift when they act while they are suspended and restored', async () => {
    const post = await stage.post(alice);
    const people = await Promise.all(Array.from({ length: 6 }, newcomer));
    const top = await stage.writes(alice, post, 'top');
    await Promise.all(
      people.flatMap((person) => [
        ...Array.from({ length: 4 }, () => outcome(stage.writes(person, post, 'reply', top))),
        outcome(likes.like(person, top)),
        stage.suspend(person),
        outcome(likes.unlike(person, top)),
        outcome(likes.like(person, top)),
      ]),
    );
    await stage.app.settle();
    expect(await stage.app.drift()).toEqual([]);
    expect(await counts(top)).toEqual({ likes: 0, replies: 0 });
    await Promise.all(people.map((person) => stage.restore(person)));
    await stage.app.settle();
    const { comment } = await reader.read(bob, top);
    const [rows] = await stage.app.sql<{ replies: number; likes: number }>(
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
    const post = await stage.post(alice);
    const comments = stage.app.get(CommentService);
    const top = await stage.writes(alice, post, 'top');
    const middle = await stage.writes(bob, post, 'middle', top);
    await stage.writes(carol, post, 'bottom', middle);
    await comments.remove(bob, middle, undefined);
    expect((await reader.read(carol, top)).comment.replyCount).toBe(0);
    expect(await commentCount(post)).toBe(2);
  });
});
