import { Settings } from '#libs/config';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { Clock } from '#libs/kernel';
import { type PostId, ViewsService } from '#libs/post';
import { crowd, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { PostViewRepository } from '../src/views/post-view.repository.js';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;
let id: PostId;

beforeAll(async () => {
  app = await postStage();
  // Views are stored when a test says so, not by the second.
  await app.get(ViewsService).beforeApplicationShutdown();
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
beforeEach(async () => {
  id = await publishes(app, mina);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

const look = (as?: Person, ip = '203.0.113.7') =>
  app.nest.inject({
    method: 'GET',
    url: `/v1/posts/${id}`,
    remoteAddress: ip,
    headers: as === undefined ? {} : { authorization: `Bearer ${as.token}` },
  });
const views = async () => {
  await app.get(ViewsService).flush();
  await app.settle();
  return (await app.seen(id, mina)).viewCount;
};
const age = (interval: string) =>
  app.sql(`update post_view set seen_at = seen_at - $1::interval`, [interval]);

describe('views', () => {
  it('are one per person and day, however often and by whatever way', async () => {
    await Promise.all([look(joon), look(joon), look(joon, '203.0.113.8')]);
    const { body } = await app.read(`/posts/${id}`, mina);
    await app.read(`/posts/by-slug/${body.slug}`, joon);
    expect(await views()).toBe(1);
    await look(joon);
    expect(await views()).toBe(1);
  });

  it('are one per address and day for those who are not signed in', async () => {
    await Promise.all([look(), look(), look(undefined, '203.0.113.8')]);
    expect(await views()).toBe(2);
  });

  it('are one for all addresses of an IPv6 network, and none for who asks for headers only', async () => {
    await look(undefined, '2001:db8:1:2::1');
    await look(undefined, '2001:db8:1:2:ffff::2');
    await look(undefined, '2001:db8:1:3::1');
    await look(undefined, '::ffff:203.0.113.9');
    await look(undefined, '203.0.113.9');
    expect(await views()).toBe(3);
    const head = { method: 'HEAD', url: `/v1/posts/${id}`, remoteAddress: '203.0.113.10' } as const;
    expect((await app.nest.inject(head)).statusCode).toBe(200);
    const { body } = await app.read(`/posts/${id}`, mina);
    await app.nest.inject({ ...head, url: `/v1/posts/by-slug/${encodeURI(body.slug)}` });
    expect(await views()).toBe(3);
  });

  it('leave out the author’s own looks, and posts that can’t be seen', async () => {
    await look(mina);
    expect(await views()).toBe(0);
    await app.sql(`update post set visibility = 'private' where id = $1`, [id]);
    await look(joon);
    expect(await views()).toBe(0);
  });

  it('count again after 24 hours, not before', async () => {
    await look(joon);
    expect(await views()).toBe(1);
    await age('23 hours 59 minutes');
    await look(joon);
    expect(await views()).toBe(1);
    await age('2 minutes');
    await look(joon);
    expect(await views()).toBe(2);
  });

  it('of an address are known across midnight', async () => {
    const now = new Date();
    await look();
    expect(await views()).toBe(1);
    jest
      .spyOn(app.get(Clock), 'now')
      .mockReturnValue(new Date(now.getTime() + 24 * 3_600_000 - 60_000));
    await look();
    expect(await views()).toBe(1);
  });

  it('write nothing while people look, and then as little for many looks as for one', async () => {
    const everybody = await crowd(app, 12);
    const execute = jest.spyOn(app.get(UnitOfWork), 'execute');
    const written = async (lookers: readonly Person[]) => {
      await app.get(ViewsService).flush();
      execute.mockClear();
      for (const person of lookers) {
        await Promise.all([look(person), look(person), look(person)]);
      }
      expect(execute).not.toHaveBeenCalled();
      await app.get(ViewsService).flush();
      return execute.mock.calls.length;
    };
    const one = await written(everybody.slice(0, 1));
    expect(one).toBeGreaterThan(0);
    expect(await written(everybody.slice(1))).toBe(one);
    expect(await views()).toBe(12);
  });

  it('are exact when several processes store the same ones at once', async () => {
    const everybody = await crowd(app, 10);
    const other = new ViewsService(
      app.get(UnitOfWork),
      app.get(PostViewRepository),
      app.get(Counters),
      app.get(Settings),
      app.get(Clock),
    );
    const post = { id, authorId: mina.id };
    for (const person of everybody) {
      app.get(ViewsService).see(post, { userId: person.id });
    }
    for (const person of everybody.toReversed()) {
      other.see(post, { userId: person.id });
    }
    await Promise.all([app.get(ViewsService).flush(), other.flush()]);
    expect(await views()).toBe(10);
  });

  it('are forgotten after a day, addresses never kept', async () => {
    await look(undefined, '198.51.100.23');
    await views();
    const rows = await app.sql<{ viewer_key: string }>(`select viewer_key from post_view`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ viewer_key }) => viewer_key.includes('198.51.100.23'))).toBe(false);
    await age('25 hours');
    await app.get(ViewsService).forget();
    expect(await app.sql(`select from post_view`)).toEqual([]);
  });
});
