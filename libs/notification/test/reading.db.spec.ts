import type { PostId } from '#libs/post';
import { opensStream } from '#libs/testing';
import { comments } from '#libs/testing/comments';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { crowd, people, type Person } from '#libs/testing/people';
import { likes, publishes, unlikes } from '#libs/testing/posts';
import { RetentionJobs } from '../src/notification/retention.jobs.js';
import { type NotificationStage, notificationStage } from './stage.js';

let app: NotificationStage;
let mina: Person, alice: Person, bob: Person;
let post: PostId;

beforeAll(async () => {
  app = await notificationStage();
});
beforeEach(async () => {
  ({ mina, alice, bob } = await people(app, 'mina', 'alice', 'bob'));
  post = await publishes(app, mina);
});
afterAll(() => app.close());

const like = (who: Person, id = post) => likes(app, who, id);
const follow = (who: Person) => follows(app, who, mina);
const see = (upTo: string, as = mina) =>
  app.request({ method: 'PUT', url: '/v1/me/notifications/seen', as, body: { upTo } });
/** Something of three kinds, one after the other. */
async function three(): Promise<string[]> {
  await like(alice);
  await app.gather();
  await comments(app, alice, post);
  await app.gather();
  await follow(alice);
  await app.gather();
  return (await app.list(mina)).map(({ id }) => id);
}

describe('the list', () => {
  it('is paged from the newest on, and narrowed by kind and by what is unseen', async () => {
    const [newest, second, oldest] = await three();
    const page = (query: string) => app.call(mina, 'GET', `/me/notifications?${query}`);
    const first = await page('limit=2');
    expect(first.items.map((item: { id: string }) => item.id)).toEqual([newest, second]);
    const rest = await page(`limit=2&cursor=${first.nextCursor}`);
    expect(rest.items.map((item: { id: string }) => item.id)).toEqual([oldest]);
    expect(rest.nextCursor).toBeNull();
    expect((await app.list(mina, '&kind=comment')).map(({ id }) => id)).toEqual([second]);
    await see(second!);
    expect((await app.list(mina, '&unseen=true')).map(({ id }) => id)).toEqual([newest]);
    expect(await app.list(mina, '&unseen=true&kind=comment')).toEqual([]);
  });

  it('neither repeats nor skips while groups grow', async () => {
    const [newest, second, oldest] = await three();
    const first = await app.call(mina, 'GET', '/me/notifications?limit=1');
    await like(bob);
    await app.gather();
    const rest = await app.call(mina, 'GET', `/me/notifications?cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([newest, second, oldest]);
  });
});

describe('seeing', () => {
  it('goes up to one and never back, and answers what is unread', async () => {
    const [newest, second, oldest] = await three();
    expect((await see(second!)).body).toEqual({ notifications: 1, messages: 0, requests: 0 });
    expect((await see(oldest!)).body).toMatchObject({ notifications: 1 });
    expect((await app.list(mina)).map(({ isSeen }) => isSeen)).toEqual([false, true, true]);
    expect((await see(newest!)).body).toMatchObject({ notifications: 0 });
  });

  it('refuses what is somebody else’s, beyond the newest, or no id', async () => {
    const [newest] = await three();
    await follows(app, mina, alice);
    await app.gather();
    const [theirs] = await app.list(alice);
    const codes = async (upTo: string) => {
      const { status, body } = await see(upTo);
      return [status, body.code];
    };
    expect(await codes(theirs!.id)).toEqual([404, 'not-found']);
    expect(await codes('9223372036854775807')).toEqual([422, 'out-of-range']);
    expect(await codes(String(BigInt(newest!) + 1n))).toEqual([422, 'out-of-range']);
    expect(await codes('soon')).toEqual([400, 'validation-failed']);
    expect(await app.unread(mina)).toBe(3);
    const { status } = await see(newest!, bob);
    expect(status).toBe(404);
  });

  it('takes one that has gone meanwhile', async () => {
    const [, second] = await three();
    await app.removes(mina, second);
    expect((await see(second!)).body).toMatchObject({ notifications: 1 });
  });
});

describe('removing', () => {
  it('works once and again, and not for others', async () => {
    const [newest, second] = await three();
    await app.removes(alice, newest);
    expect(await app.list(mina)).toHaveLength(3);
    await app.removes(mina, newest);
    await app.removes(mina, newest);
    expect((await app.list(mina))[0]!.id).toBe(second);
    expect(await app.unread(mina)).toBe(2);
  });

  it('of a group lets the next act open another one', async () => {
    await like(alice);
    await app.gather();
    const [group] = await app.list(mina);
    await app.removes(mina, group!.id);
    await like(bob);
    expect(await app.told(mina)).toEqual([`post-like: ${bob.nickname} (1)`]);
  });
});

describe('who is behind one', () => {
  it('is paged, newest first, without those of whom the person is not told', async () => {
    const likers = await crowd(app, 5);
    for (const liker of likers) {
      await like(liker);
    }
    await app.gather();
    const [group] = await app.list(mina);
    const ids = likers.map(({ id }) => id).reverse();
    expect(await app.actors(mina, group!.id, 2)).toEqual(ids);
    await blocks(app, mina, likers[3]!);
    await mutes(app, mina, likers[1]!);
    expect(await app.actors(mina, group!.id, 2)).toEqual([ids[0], ids[2], ids[4]]);
    const [after] = await app.list(mina);
    expect([after!.actorCount, after!.actors.length]).toEqual([3, 3]);
  });

  it('is nobody’s but the person’s, and gone with the last of them', async () => {
    await like(alice);
    await app.gather();
    const [group] = await app.list(mina);
    const statusFor = async (as: Person) =>
      (await app.request({ method: 'GET', url: `/v1/me/notifications/${group!.id}/actors`, as }))
        .status;
    expect(await statusFor(alice)).toBe(404);
    expect(await statusFor(mina)).toBe(200);
    await unlikes(app, alice, post);
    expect(await statusFor(mina)).toBe(404);
  });
});

describe('a stream', () => {
  it('brings what is new and what has grown, as the list tells it, and what is gone', async () => {
    const [mine, theirs] = [await opensStream(app, mina), await opensStream(app, alice)];
    await like(alice);
    await app.gather();
    const [told] = await app.list(mina);
    expect((await mine.until('notification')).data).toEqual(told);
    expect((await mine.until('unread')).data).toMatchObject({ notifications: 1 });
    await like(bob);
    await app.gather();
    const { data } = await mine.until('notification', 2);
    expect(data).toMatchObject({ id: told!.id, actorCount: 2 });
    await unlikes(app, bob, post);
    await unlikes(app, alice, post);
    await app.gather();
    expect((await mine.until('notification.removed')).data).toEqual({ id: told!.id });
    expect(theirs.of('notification')).toEqual([]);
    [mine, theirs].forEach((client) => client.leave());
  });

  it('tells other devices what was removed and seen', async () => {
    const [newest] = await three();
    const client = await opensStream(app, mina);
    await app.removes(mina, newest);
    expect((await client.until('notification.removed')).data).toEqual({ id: newest });
    await app.seeAll(mina);
    await client.until('unread', 2);
    expect(client.of('unread').at(-1)!.data).toMatchObject({ notifications: 0 });
    client.leave();
  });
});

it('mutes a post that can be seen only, and ends it always', async () => {
  const hidden = await publishes(app, alice, { visibility: 'private' });
  const status = async (method: 'PUT' | 'DELETE', id: string) =>
    (await app.request({ method, url: `/v1/posts/${id}/mute`, as: mina })).status;
  expect(await status('PUT', hidden)).toBe(404);
  expect(await status('PUT', '1')).toBe(404);
  expect(await status('DELETE', hidden)).toBe(204);
  expect([await status('PUT', post), await status('PUT', post)]).toEqual([204, 204]);
  expect([await status('DELETE', post), await status('DELETE', post)]).toEqual([204, 204]);
});

describe('after a while', () => {
  const forget = () => app.get(RetentionJobs).removeOld();

  it('what was seen goes after 90 days, other things after a year', async () => {
    await three();
    await forget();
    await app.age(mina, 89 * 24);
    await forget();
    expect(await app.list(mina)).toHaveLength(3);
    const [, second] = (await app.list(mina)).map(({ id }) => id);
    await see(second!);
    await app.age(mina, 2 * 24);
    await forget();
    expect((await app.list(mina)).map(({ kind }) => kind)).toEqual(['follow']);
    await app.age(mina, 273 * 24);
    await forget();
    expect(await app.list(mina)).toHaveLength(1);
    await app.age(mina, 2 * 24);
    await forget();
    expect(await app.list(mina)).toEqual([]);
  });

  it('the newest thousand are kept', async () => {
    await three();
    await app.sql(
      `
      insert into notification (user_id, kind, post_id, from_position, to_position)
      select $1, 'comment', $2, n, n + 1 from generate_series(1, 1000) n`,
      [mina.id, post],
    );
    await forget();
    const [kept] = await app.sql<{ count: number; follows: number }>(
      `
      select count(*)::integer as count, (count(*) filter (where kind = 'follow'))::integer as follows
      from notification where user_id = $1`,
      [mina.id],
    );
    expect(kept).toEqual({ count: 1_000, follows: 0 });
  });
});
