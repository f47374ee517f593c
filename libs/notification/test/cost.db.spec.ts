import type { PostId } from '#libs/post';
import { effortOf } from '#libs/testing';
import { crowd, people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { NotificationReader } from '../src/reading/notification.reader.js';
import { type NotificationStage, notificationStage } from './stage.js';

const LIKES = 100_000;
/** Likes that are stored at once. */
const PART = 5_000;
/** Likes that one transaction takes. */
const BATCH = 2_000;
/** Notifications of a full page. */
const MANY = 100;

let app: NotificationStage;
let star: Person;
let post: PostId;

beforeAll(async () => {
  app = await notificationStage();
  ({ star } = await people(app, 'star'));
  post = await publishes(app, star);
  await everybodyLikes();
  await fillPage();
  await app.gather();
  await app.sql('analyze');
});
afterAll(() => app.close());

/** What the handlers leave of so many likes. */
async function everybodyLikes(): Promise<void> {
  for (let from = 1; from <= LIKES; from += PART) {
    await app.sql(
      `
    with made as (
      insert into user_account (email, email_folded, full_name, full_name_folded, password_hash)
      select 'made' || n || '@x.test', 'made' || n || '@x.test', 'Made', 'made', 'x'
      from generate_series($1::integer, $1::integer + $3::integer - 1) n
      returning id
    ), faces as (
      insert into profile (user_id, nickname, nickname_folded)
      select id, 'made' || id, 'made' || id from made
    ), counters as (
      insert into user_counter (user_id) select id from made
    ), likes as (
      insert into post_like (post_id, user_id) select $2, id from made
    )
    insert into notification_intake (kind, actor_id, post_id)
    select 'post-like', id, $2::bigint from made`,
      [from, post, PART],
    );
  }
}

/** More posts with likes of many people each. */
async function fillPage(): Promise<void> {
  const likers = await crowd(app, 3);
  for (let number = 1; number < MANY; number += 1) {
    const other = await publishes(app, star);
    await likes(app, likers[number % 3]!, other);
  }
}

it('makes one notification of a hundred thousand likes, in one transaction for each two thousand', async () => {
  const told = await app.list(star);
  expect(told).toHaveLength(MANY);
  const [viral] = told.filter((one) => one.post?.id === post);
  expect(viral!.actorCount).toBe(100);
  expect(await app.unread(star)).toBe(100);
  const [{ events } = { events: 0 }] = await app.sql<{ events: number }>(
    `select count(*)::integer as events from live_event where user_id = $1 and subject_id = $2`,
    [star.id, viral!.id],
  );
  expect(events).toBeLessThanOrEqual(LIKES / BATCH + 1);
});

it('reads a page by one statement, which touches what it shows', async () => {
  const reader = app.get(NotificationReader);
  const read = (limit: number, cursor?: string) => () =>
    reader.page(star.viewer, { limit, ...(cursor !== undefined && { cursor }) });
  const [one, twenty, all] = [
    await effortOf(app, read(1)),
    await effortOf(app, read(20)),
    await effortOf(app, read(100)),
  ];
  expect([one, twenty, all].map(({ statements }) => statements)).toEqual([1, 1, 1]);
  expect(all.buffers).toBeLessThan(15_000);
  expect(twenty.buffers).toBeLessThan(4_000);
  const { nextCursor } = await read(50)();
  const deep = await effortOf(app, read(20, nextCursor!));
  expect(deep.statements).toBe(1);
  expect(deep.buffers).toBeLessThan(twenty.buffers * 1.5);
});

it('counts what is unseen by one statement, which looks for one act of each', async () => {
  const unseen = () => app.get(NotificationReader).unseen([star.id]);
  const { statements, buffers } = await effortOf(app, unseen);
  expect(statements).toBe(1);
  expect(buffers).toBeLessThan(4_000);
});

it('pages through the people behind it with the same effort at any depth', async () => {
  const told = await app.list(star);
  const viral = told.find((one) => one.post?.id === post)!;
  const path = (cursor: string) =>
    `/me/notifications/${viral.id}/actors?limit=20${cursor && `&cursor=${cursor}`}`;
  let cursor = '';
  const efforts: number[] = [];
  for (let page = 0; page < 5; page += 1) {
    const { buffers, statements } = await effortOf(app, async () => {
      const { items, nextCursor } = await app.call(star, 'GET', path(cursor));
      expect(items).toHaveLength(20);
      cursor = nextCursor;
    });
    efforts.push(buffers);
    expect(statements).toBeLessThanOrEqual(6);
  }
  expect(Math.max(...efforts)).toBeLessThan(Math.min(...efforts) * 1.5);
});
