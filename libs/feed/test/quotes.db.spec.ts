import { follows, mutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { type FeedStage, openStage } from './stage.js';

let app: FeedStage;

beforeAll(async () => {
  app = await openStage();
});
afterAll(() => app.close());

const read = async (url: string, as: Person) =>
  (await app.request({ method: 'GET', url, as })).body;

it.each(['/v1/feeds/home', '/v1/feeds/home?reposts=true', '/v1/feeds/explore'])(
  'shows a quote without what it quotes of whom I mute: %s',
  async (url) => {
    await app.clear();
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    const quoted = await publishes(app, carol);
    const quote = await publishes(app, bob, { quotedPostId: quoted });
    await follows(app, alice, bob);
    const found = async () =>
      (await read(url, alice)).items.find(({ id }: { id: string }) => id === quote);
    expect(await found()).toMatchObject({ quotedPostId: quoted, quoted: { id: quoted } });
    await mutes(app, alice, carol);
    expect(await found()).toMatchObject({ isQuote: true, quotedPostId: null, quoted: null });
    expect(await read(`/v1/posts/${quote}`, alice)).toMatchObject({ quotedPostId: quoted });
  },
);
