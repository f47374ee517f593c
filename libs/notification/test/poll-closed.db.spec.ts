import { HandlerRegistry } from '#libs/jobs';
import { people } from '#libs/testing/people';
import { poll, pollsEnd, publishes } from '#libs/testing/posts';
import { type NotificationStage, notificationStage } from './stage.js';

let app: NotificationStage;

beforeAll(async () => {
  app = await notificationStage();
});
afterAll(() => app.close());

describe('the end of a poll', () => {
  it('is told to its author and to who voted, once', async () => {
    const { host, mina, joon, idle } = await people(app, 'host', 'mina', 'joon', 'idle');
    const post = await publishes(app, host, { poll: poll() });
    for (const [voter, choice] of [
      [mina, 0],
      [joon, 1],
      [host, 1],
    ] as const) {
      await app.votes(voter, post, choice);
    }
    await app.gather();
    expect(await app.unread(mina)).toBe(0);
    await pollsEnd(app, post);
    await app.settle();
    expect(await app.told(host)).toEqual(['poll-closed:  (0)']);
    for (const voter of [mina, joon]) {
      expect(await app.told(voter)).toEqual([`poll-closed: ${host.nickname} (1)`]);
    }
    expect((await app.list(mina))[0]).toMatchObject({ post: { id: post }, comment: null });
    expect(await app.list(idle)).toEqual([]);
  });

  it('is not told anew to who has seen it when a job begins again', async () => {
    const { host, mina } = await people(app, 'host', 'mina');
    const post = await publishes(app, host, { poll: poll() });
    await app.votes(mina, post, 0);
    await pollsEnd(app, post);
    await app.settle();
    await app.gather();
    await app.seeAll(mina);
    await app
      .get(HandlerRegistry)
      .queues.find(({ queue }) => queue.name === 'notification.tell-voters')
      ?.run({ postId: post, authorId: host.id });
    await app.gather();
    expect((await app.list(mina)).map(({ isSeen }) => isSeen)).toEqual([true]);
  });
});
