import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { expectNoDrift, isAwaited, outcome, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment, unlikesComment } from '#libs/testing/comments';
import { blocks } from '#libs/testing/graph';
import { people, type Person, person } from '#libs/testing/people';
import {
  bookmarks,
  editsPost,
  likes,
  publishes,
  reposts,
  unbookmarks,
  unlikes,
  unreposts,
} from '#libs/testing/posts';
import { openStage } from '../stage.js';

let app: TestHttp;
let alice: Person, bob: Person, carol: Person;

beforeAll(async () => {
  app = await openStage();
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});
afterAll(() => app.close());
afterEach(async () => {
  await expectNoDrift(app);
});

const newcomer = () => person(app, 'newcomer');
/** One after the other: who signs up at once with more than a few is sent away. */
const newcomers = async (amount: number) => {
  const everybody: Person[] = [];
  while (everybody.length < amount) {
    everybody.push(await newcomer());
  }
  return everybody;
};

/** What is liked or bookmarked, and the post that decides who sees it. */
interface Thing {
  readonly target: string;
  readonly author: Person;
  readonly post: PostId;
  readonly host: Person;
}

/** One kind of edge, so that each rule is tested on all of them. */
interface Kind {
  readonly name: string;
  readonly table: string;
  readonly target: string;
  readonly counter: string;
  readonly make: (who: Person, target: string) => Promise<number>;
  readonly takeBack: (who: Person, target: string) => Promise<number | null>;

  readonly thing: () => Promise<Thing>;
}

const kinds: Kind[] = [
  {
    name: 'the like of a post',
    table: 'post_like',
    target: 'post_id',
    counter: 'post_counter.like_count',
    make: (who, target) => likes(app, who, target as PostId),
    takeBack: (who, target) => unlikes(app, who, target as PostId),
    thing: aPost,
  },
  {
    name: 'a bookmark',
    table: 'bookmark',
    target: 'post_id',
    counter: 'post_counter.bookmark_count',
    make: (who, target) => bookmarks(app, who, target as PostId),
    takeBack: (who, target) => unbookmarks(app, who, target as PostId),
    thing: aPost,
  },
  {
    name: 'a repost',
    table: 'post_repost',
    target: 'post_id',
    counter: 'post_counter.repost_count',
    make: (who, target) => reposts(app, who, target as PostId),
    takeBack: (who, target) => unreposts(app, who, target as PostId),
    thing: aPost,
  },
  {
    name: 'the like of a comment',
    table: 'comment_like',
    target: 'comment_id',
    counter: 'comment_counter.like_count',
    make: (who, target) => likesComment(app, who, target as CommentId),
    takeBack: (who, target) => unlikesComment(app, who, target as CommentId),
    thing: async () => {
      const post = await publishes(app, alice);
      const author = await newcomer();
      return { target: await comments(app, author, post, 'hello'), author, post, host: alice };
    },
  },
];

async function aPost(): Promise<Thing> {
  const author = await newcomer();
  const post = await publishes(app, author);
  return { target: post, author, post, host: author };
}

describe.each(kinds)('$name', ({ table, target: column, counter, make, takeBack, thing }) => {
  const stored = async (target: string) => {
    const [counters, field] = counter.split('.');
    const [row] = await app.sql<{ stored: number; rows: number }>(
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
    await app.settle();
    expect(await stored(target)).toEqual({ stored: 1, rows: 1 });
  });

  it('is exact after 50 people made and took it back at once, many times', async () => {
    const { target } = await thing();
    const everybody = await newcomers(50);
    await Promise.all(
      everybody.map(async (one, n) => {
        for (let round = 0; round < 4; round += 1) {
          await Promise.all([make(one, target), takeBack(one, target), make(one, target)]);
          await (n % 3 === 0 ? takeBack(one, target) : make(one, target));
        }
      }),
    );
    await expectNoDrift(app);
    expect(await stored(target)).toEqual({ stored: 33, rows: 33 });
    expect(await make(everybody[0]!, target)).toBe(34);
  });

  it('is refused for what can’t be seen', async () => {
    const { target, post, author, host } = await thing();
    const blocked = await newcomer();
    await blocks(app, author, blocked);
    expect(await outcome(make(blocked, target))).toBe('not-found');
    expect(await outcome(make(bob, '123456'))).toBe('not-found');
    await editsPost(app, host, post, { visibility: 'private' });
    expect(await outcome(make(bob, target))).toBe('not-found');
    expect(await stored(target)).toEqual({ stored: 0, rows: 0 });
  });

  it('can be taken back when the target can’t be seen any more, without telling its count', async () => {
    const { target, author } = await thing();
    const fan = await newcomer();
    await make(fan, target);
    await make(bob, target);
    await blocks(app, author, fan);
    expect(await takeBack(fan, target)).toBeNull();
    expect(await takeBack(fan, target)).toBeNull();
    await suspends(app, author);
    expect(await takeBack(bob, target)).toBeNull();
    expect(await takeBack(bob, '123456')).toBeNull();
    await app.settle();
    expect((await stored(target)).rows).toBe(0);
  });

  it('is refused to somebody who has just been suspended', async () => {
    const { target } = await thing();
    const fan = await newcomer();
    await suspends(app, fan);
    expect(await outcome(make(fan, target))).toBe('token-revoked');
    expect(await stored(target)).toEqual({ stored: 0, rows: 0 });
  });

  it('is stored, or taken back, before a suspension at the same time', async () => {
    const { target } = await thing();
    const fan = await newcomer();
    for (const act of [make, takeBack]) {
      expect(
        await isAwaited(
          app,
          () => act(fan, target),
          () => suspends(app, fan),
        ),
      ).toBe(true);
      await restores(app, fan);
    }
  });

  it('does not count for suspended people, and counts again when they are back', async () => {
    const { target } = await thing();
    const fan = await newcomer();
    await make(fan, target);
    await make(bob, target);
    await suspends(app, fan);
    await app.settle();
    expect(await stored(target)).toEqual({ stored: 1, rows: 2 });
    await restores(app, fan);
    await app.settle();
    expect(await stored(target)).toEqual({ stored: 2, rows: 2 });
  });
});

describe('a tombstone', () => {
  it('can’t be liked, and a like from before can be taken back', async () => {
    const post = await publishes(app, alice);
    const comment = await comments(app, bob, post, 'hello');
    await comments(app, carol, post, 'reply', comment);
    await likesComment(app, carol, comment);
    await removesComment(app, bob, comment);
    expect(await outcome(likesComment(app, alice, comment))).toBe('not-found');
    expect(await unlikesComment(app, carol, comment)).toBeNull();
  });
});
