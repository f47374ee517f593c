import { FeedModule } from '#libs/feed';
import { type TestHttp, testHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';

let app: TestHttp;
let mina: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [FeedModule] });
  ({ mina } = await people(app, 'mina'));
});
afterAll(() => app.close());

const ids = async (path: string): Promise<string[]> =>
  (await app.request({ method: 'GET', url: `/v1/feeds${path}`, as: mina })).body.items.map(
    ({ id }: { id: string }) => id,
  );

it('explore holds warned and sensitive posts when asked for, home always', async () => {
  const plain = await publishes(app, mina);
  const warned = await publishes(app, mina, { contentWarning: 'x' });
  const sensitive = await publishes(app, mina, { sensitive: true });
  expect(await ids('/explore')).toEqual([plain]);
  expect(await ids('/explore?sensitive=true')).toEqual([sensitive, warned, plain]);
  expect(await ids('/home')).toEqual([sensitive, warned, plain]);
});
