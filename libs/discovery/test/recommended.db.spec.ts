import { idsOf } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { accepts, follows } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { daysPass } from './never-suggested.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let me: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ me } = await people(app, 'me'));
});
afterAll(() => app.close());

describe('are given with a reason', () => {
  it('what people like whom I follow first, with their names and number', async () => {
    const { author } = await people(app, 'author');
    const friends = await crowd(app, 6);
    await publishes(app, author);
    const post = await publishes(app, author);
    const [shy, gone, ...open] = friends as [Person, Person, ...Person[]];
    for (const friend of friends) {
      await follows(app, me, friend);
      await likes(app, friend, post);
    }
    const { stranger } = await people(app, 'stranger');
    await likes(app, stranger, post);
    await setsPublic(app, shy, false);
    await suspends(app, gone);
    const [first, second] = (await app.recommended(me)).items;
    expect(first).toMatchObject({
      id: post,
      reason: { kind: 'likedBy', tags: [], count: 4 },
    });
    expect(first!.reason).toMatchObject({
      users: [open[3], open[2], open[1]].map((friend) => ({ id: friend!.id })),
    });
    expect(second!.reason).toEqual({ kind: 'trending', users: [], tags: [], count: 0 });
  });

  it('what has the tags of what I like and write', async () => {
    const { author, other, reader } = await people(app, 'author', 'other', 'reader');
    const tagged = await publishes(app, author, { tags: ['Bread', 'hills', 'sea', 'sun', 'x'] });
    const plain = await publishes(app, other, { tags: ['x'] });
    await publishes(app, me, { tags: ['bread', 'hills'] });
    await likes(app, me, await publishes(app, reader, { tags: ['sea', 'sun'] }));
    const { items } = await app.recommended(me);
    expect(items.map(({ id, reason }) => [id, reason])).toEqual([
      [tagged, { kind: 'sharedTags', users: [], tags: ['Bread', 'hills', 'sea'], count: 4 }],
      [plain, { kind: 'trending', users: [], tags: [], count: 0 }],
    ]);
  });
});

describe('are found', () => {
  it('behind all that trends more and was seen', async () => {
    const [rising, newest] = await app.written(2);
    await app.sql(
      `with known as (
        insert into post_trend (post_id, score)
        select n, 1000 - n from generate_series(1, 400) n
        union all
        select $2::bigint, 1
        returning post_id
      )
      insert into recommended_seen (person_id, post_id, generation)
      select $1, post_id, next_id()
      from known
      where post_id <> $2::bigint`,
      [me.id, rising],
    );
    const found = idsOf(await app.recommended(me));
    await app.sql('truncate post_trend');
    expect(found).toEqual([rising, newest]);
  });
});

describe('are never', () => {
  it('my own, of whom I follow, warned, sensitive, not public, older than 14 days, liked already', async () => {
    const { friend, author, old, shy } = await people(app, 'friend', 'author', 'old', 'shy');
    await follows(app, me, friend);
    await setsPublic(app, shy, false);
    await follows(app, me, shy);
    await accepts(app, shy, me);
    await publishes(app, me);
    await publishes(app, friend);
    await publishes(app, shy);
    await publishes(app, old);
    await publishes(app, author, { contentWarning: 'spoiler' });
    await publishes(app, author, { sensitive: true });
    await publishes(app, author, { visibility: 'followers' });
    await publishes(app, author, { status: 'draft' });
    await likes(app, me, await publishes(app, author));
    const { items } = await app.recommended(me);
    expect(items.map(({ author: { id } }) => id)).toEqual([old.id]);
    await app.rankingsAge(8 * 24 * 60);
    await daysPass(app, old, 15);
    expect((await app.recommended(me)).items).toEqual([]);
  });

  it('more than two of one author on a page, and none is lost', async () => {
    const authors = await crowd(app, 3);
    const all: string[] = [];
    for (const author of authors) {
      for (const _ of [1, 2, 3, 4, 5]) {
        all.push(await publishes(app, author));
      }
    }
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { items, nextCursor } = await app.recommended(me, `?limit=7${cursor}`);
      for (const { id } of authors) {
        expect(items.filter(({ author }) => author.id === id).length).toBeLessThanOrEqual(2);
      }
      seen.push(...items.map(({ id }) => id));
      if (nextCursor === null) {
        break;
      }
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seen.sort()).toEqual(all.sort());
  });

  it('none in a community of ten', async () => {
    const [first, ...others] = await crowd(app, 9);
    await publishes(app, first!);
    await follows(app, me, others[0]!);
    expect((await app.recommended(me)).items).toHaveLength(1);
  });
});
