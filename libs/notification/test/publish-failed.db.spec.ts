import { opensStream } from '#libs/testing';
import { people } from '#libs/testing/people';
import { type NotificationStage, notificationStage, short } from './stage.js';

let app: NotificationStage;

beforeAll(async () => {
  app = await notificationStage();
});
afterAll(() => app.close());

const later = () => new Date(Date.now() + 3_600_000).toISOString();

describe('a draft that could not be published', () => {
  it('is told to its author, by nobody', async () => {
    const { me } = await people(app, 'me');
    const draft = await app.failedDraft(me);
    await app.gather();
    const [told] = await app.list(me);
    expect(short(told!)).toBe('publish-failed:  (0)');
    expect(told).toMatchObject({ post: { id: draft }, comment: null, isSeen: false });
    expect(await app.unread(me)).toBe(1);
    expect(await app.actors(me, told!.id)).toEqual([]);
  });

  it.each([{ status: 'published' }, { publishAt: later() }, { publishAt: null }])(
    'is told no more after %j, also in streams',
    async (change) => {
      const { me } = await people(app, 'me');
      const draft = await app.failedDraft(me);
      await app.gather();
      const [told] = await app.list(me);
      const client = await opensStream(app, me);
      await app.call(me, 'PATCH', `/posts/${draft}`, change);
      await app.gather();
      await client.until('notification.removed');
      client.leave();
      expect(client.of('notification.removed').map(({ data }) => data.id)).toEqual([told!.id]);
      expect(await app.list(me)).toEqual([]);
      expect(await app.unread(me)).toBe(0);
    },
  );

  it('is told anew when it fails again', async () => {
    const { me } = await people(app, 'me');
    const draft = await app.failedDraft(me);
    await app.gather();
    await app.seeAll(me);
    await app.call(me, 'PATCH', `/posts/${draft}`, { publishAt: later() });
    await app.fails(me, draft);
    await app.gather();
    expect((await app.list(me)).map(({ isSeen }) => isSeen)).toEqual([false]);
  });
});
