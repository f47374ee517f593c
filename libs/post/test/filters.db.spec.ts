import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { type PostStage, postStage } from './stage.js';

/** A post of this test, as the filters see it. */
interface Known {
  readonly id: string;
  readonly author: Person;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly likes: number;
}

/** One filter: its part of the query, and which posts pass it. */
type Filter = readonly [query: string, passes: (post: Known) => boolean];

let app: PostStage;
let everybody: Record<'mina' | 'minho' | 'joon', Person>;
const posts: Known[] = [];

beforeAll(async () => {
  app = await postStage();
  everybody = await people(app, 'mina', 'minho', 'joon');
  const authors = Object.values(everybody);
  // Each of the 32 ways to have or to lack what is looked for, by one person or another.
  for (let way = 0; way < 48; way += 1) {
    const author = authors[way % 3]!;
    const title = way & 1 ? 'A Walk' : 'A title';
    const body = `${way & 2 ? 'COFFEE' : 'tea'} ${way & 4 ? '남서울' : '부산'}`;
    const tags = [...(way & 8 ? ['a'] : []), ...(way & 16 ? ['B'] : [])];
    const id = await publishes(app, author, { title, body, tags });
    posts.unshift({ id, author, title, body, tags, likes: way % 5 });
    await app.sql(`update post_counter set like_count = $1 where post_id = $2`, [way % 5, id]);
  }
  await app.settle();
});
afterAll(() => app.close());

const FILTERS: readonly ((query: typeof everybody) => Filter)[] = [
  () => ['q=서울', ({ body }) => body.includes('서울')],
  () => ['title=wAL', ({ title }) => title.includes('Walk')],
  () => ['body=coffee', ({ body }) => body.includes('COFFEE')],
  () => ['nickname=MIN', ({ author }) => author.nickname.startsWith('min')],
  ({ mina }) => [`authorId=${mina.id}`, ({ author }) => author.id === mina.id],
  ({ minho }) => ['excludeMe=true', ({ author }) => author.id !== minho.id],
];

const TAGS: readonly Filter[] = [
  ['', () => true],
  ['tag=A', ({ tags }) => tags.includes('a')],
  ['tag=a&tag=b', ({ tags }) => tags.length === 2],
  ['tag=a&tag=b&tagMode=any', ({ tags }) => tags.length > 0],
];

const SORTS: readonly [sort: string, order: (a: Known, b: Known) => number][] = [
  ['latest', () => 0],
  ['popular', (a, b) => b.likes - a.likes],
  ['trending', () => 0],
];

describe.each(SORTS)('all filters together, %s', (sort, order) => {
  it.each(TAGS)('with %s', async (tagQuery, hasTags) => {
    for (let choice = 0; choice < 2 ** FILTERS.length; choice += 1) {
      const chosen = FILTERS.filter((_, i) => choice & (2 ** i)).map((one) => one(everybody));
      const expected = posts
        .filter((post) => hasTags(post) && chosen.every(([, passes]) => passes(post)))
        .toSorted(order);
      const query = [...chosen.map(([part]) => part), tagQuery].filter(Boolean).join('&');
      const found = await app.items(`/posts?limit=100&sort=${sort}&${query}`, everybody.minho);
      expect([query, found.map(({ id }) => id)]).toEqual([query, expected.map(({ id }) => id)]);
    }
  });
});
