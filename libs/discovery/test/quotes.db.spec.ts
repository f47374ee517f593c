import type { PostId } from '#libs/post';
import { mutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let me: Person, quoted: Person;
/** Of the one who is quoted, what quotes it, and what is like that. */
let post: PostId, quote: PostId, other: PostId;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ me, quoted } = await people(app, 'me', 'quoted'));
  const { quoter, stranger, fan } = await people(app, 'quoter', 'stranger', 'fan');
  post = await publishes(app, quoted);
  quote = await publishes(app, quoter, { quotedPostId: post, tags: ['hills'] });
  other = await publishes(app, stranger, { tags: ['hills'] });
  await likes(app, fan, quote);
  await likes(app, fan, other);
  await app.computesPosts();
});
afterAll(() => app.close());

it.each([
  { which: 'similar', url: () => `/v1/posts/${other}/similar` },
  { which: 'recommended', url: () => '/v1/feeds/recommended' },
])('$which posts show a quote without what it quotes of whom I mute', async ({ url }) => {
  const found = async () => {
    await app.sql('truncate recommended_seen');
    const { body } = await app.request({ method: 'GET', url: url(), as: me });
    return body.items.find(({ id }: { id: PostId }) => id === quote);
  };
  expect(await found()).toMatchObject({ quotedPostId: post, quoted: { id: post } });
  await mutes(app, me, quoted);
  expect(await found()).toMatchObject({ isQuote: true, quotedPostId: null, quoted: null });
});
