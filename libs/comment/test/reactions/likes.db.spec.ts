import type { CommentId } from '#libs/comment';
import type { Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { isAwaited, outcome } from '#libs/testing';
import { Stage } from '../stage.js';
import { type Acts, actsIn } from './acts.js';

let stage: Stage;
let posts: Acts['posts'];
let comments: Acts['comments'];
let alice: Viewer, bob: Viewer, carol: Viewer;

beforeAll(async () => {
  stage = await Stage.open();
  ({ posts, comments } = actsIn(stage.app));
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
/** One after the other: who signs up at once with more than a few is sent away. */
const newcomers = async (amount: number) => {
  const people: Viewer[] = [];
  while (people.length < amount) {
    people.push(await newcomer());
  }
  return people;
};

/** What is liked or bookmarked, and the post that decides who sees it. */
interface Thing {
  readonly target: string;
  readonly author: Viewer;
  readonly post: PostId;
  readonly host: Viewer;
}

/** One kind of edge, so that each rule is tested on all of them. */
interface Kind {
  readonly name: string;
  readonly table: string;
  readonly target: string;
  readonly counter: string;
  readonly make: (viewer: Viewer, target: string) => Promise<number>;
  readonly takeBack: (viewer: Viewer, target: string) => Promise<number | null>;

  readonly thing: () => Promise<Thing>;
}

const kinds: Kind[] = [
  {
    name: 'the like of a post',
    table: 'post_like',
    target: 'post_id',
    counter: 'post_counter.like_count',
    make: (viewer, target) => posts.like(viewer, target as PostId),
    takeBack: (viewer, target) => posts.unlike(viewer, target as PostId),
    thing: aPost,
  },
  {
    name: 'a bookmark',
    table: 'bookmark',
    target: 'post_id',
    counter: 'post_counter.bookmark_count',
    make: (viewer, target) => posts.bookmark(viewer, target as PostId),
    takeBack: (viewer, target) => posts.unbookmark(viewer, target as PostId),
    thing: aPost,
  },
  {
    name: 'the like of a comment',
    table: 'comment_like',
    target: 'comment_id',
    counter: 'comment_counter.like_count',
    make: (viewer, target) => comments.like(viewer, target as CommentId),
    takeBack: (viewer, target) => comments.unlike(viewer, target as CommentId),
    thing: async () => {
      const post = await stage.post(alice);
      const author = await newcomer();
      return { target: await stage.writes(author, post, 'hello'), author, post, host: alice };
    },
  },
];

async function aPost(): Promise<Thing> {
  const author = await newcomer();
  const post = await stage.post(author);
  return { target: post, author, post, host: author };
}

describe.each(kinds)('$name', ({ table, target: column, counter, make, takeBack, thing }) => {
  const stored = async (target: string) => {
    const [counters, field] = counter.split('.');
    const [row] = await stage.app.sql<{ stored: number; rows: number }>(
      `
      select
        c.${field} as stored,
        (select count(*)::integer from ${table} e where e.${column} = c.${column}) as rows
      from ${counters} c
      where c.${column} = $1
      `,
      [target],
    );
    return row!;
  };

  it('is one per person, and the answer counts it', async () => {
    const { target } = await thing();
    expect(await make(bob, target)).toBe(1);
    expect(await make(bob, target)).toBe(1);
    expect(await make(carol, target)).toBe(2);
    expect(await takeBack(bob, target)).toBe(1);
    expect(await takeBack(bob, target)).toBe(1);
    expect(await takeBack(carol, target)).toBe(0);
  });

  it('counts once when it is made many times at once', async () => {
    const { target } = await thing();
    const answers = await Promise.all(Array.from({ length: 10 }, () => make(bob, target)));
    expect(answers).toEqual(Array(10).fill(1));
    await stage.app.settle();
    expect(await stored(target)).toEqual({ stored: 1, rows: 1 });
  });

  it('is exact after 50 people made and took it back at once, many times', async () => {
    const { target } = await thing();
    const people = await newcomers(50);
    await Promise.all(
      people.map(async (person, n) => {
        for (let round = 0; round < 4; round += 1) {
          await Promise.all([make(person, target), takeBack(person, target), make(person, target)]);
          await (n % 3 === 0 ? takeBack(person, target) : make(person, target));
        }
      }),
    );
    await stage.app.settle();
    expect(await stage.app.drift()).toEqual([]);
    expect(await stored(target)).toEqual({ stored: 33, rows: 33 });
    expect(await make(people[0]!, target)).toBe(34);
  });

  it('is refused for what can’t be seen', async () => {
    const { target, post, author, host } = await thing();
    const blocked = await newcomer();
    await stage.blocks(author, blocked);
    expect(await outcome(make(blocked, target))).toBe('not-found');
    expect(await outcome(make(bob, '123456'))).toBe('not-found');
    await stage.makesPrivate(host, post);
    expect(await outcome(make(bob, target))).toBe('not-found');
    expect(await stored(target)).toEqual({ stored: 0, rows: 0 });
  });

  it('can be taken back when the target can’t be seen any more, without telling its count', async () => {
    const { target, author } = await thing();
    const fan = await newcomer();
    await make(fan, target);
    await make(bob, target);
    await stage.blocks(author, fan);
    expect(await takeBack(fan, target)).toBeNull();
    expect(await takeBack(fan, target)).toBeNull();
    await stage.suspend(author);
    expect(await takeBack(bob, target)).toBeNull();
    expect(await takeBack(bob, '123456')).toBeNull();
    await stage.app.settle();
    expect((await stored(target)).rows).toBe(0);
  });

  it('is refused to somebody who has just been suspended', async () => {
    const { target } = await thing();
    const fan = await newcomer();
    await stage.suspend(fan);
    expect(await outcome(make(fan, target))).toBe('token-revoked');
    expect(await stored(target)).toEqual({ stored: 0, rows: 0 });
  });

  it('is stored, or taken back, before a suspension at the same time', async () => {
    const { target } = await thing();
    const fan = await newcomer();
    for (const act of [make, takeBack]) {
      expect(
        await isAwaited(
          stage.app,
          () => act(fan, target),
          () => stage.suspend(fan),
        ),
      ).toBe(true);
      await stage.restore(fan);
    }
  });

  it('does not count for suspended people, and counts again when they are back', async () => {
    const { target } = await thing();
    const fan = await newcomer();
    await make(fan, target);
    await make(bob, target);
    await stage.suspend(fan);
    await stage.app.settle();
    expect(await stored(target)).toEqual({ stored: 1, rows: 2 });
    await stage.restore(fan);
    await stage.app.settle();
    expect(await stored(target)).toEqual({ stored: 2, rows: 2 });
  });
});

describe('a tombstone', () => {
  it('can’t be liked, and a like from before can be taken back', async () => {
    const post = await stage.post(alice);
    const comment = await stage.writes(bob, post, 'hello');
    await stage.writes(carol, post, 'reply', comment);
    await comments.like(carol, comment);
    await stage.removes(bob, comment);
    expect(await outcome(comments.like(alice, comment))).toBe('not-found');
    expect(await comments.unlike(carol, comment)).toBeNull();
  });
});
