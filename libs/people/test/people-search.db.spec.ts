import { type TestHttp, testHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { type Person, person } from '#libs/testing/people';
import { PeopleModule } from '../src/people.module.js';

let app: TestHttp;
let kim: Person;
let lee: Person;
let park: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
  kim = await person(app, '마루지기', { fullName: '김민아' });
  lee = await person(app, 'Walker_99', { fullName: 'Éloïse Lee' });
  park = await person(app, 'walk.er', { fullName: '박민수' });
});
afterAll(() => app.close());

/** Ids of all pages of people, one each. */
async function found(query: string, as?: Person): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = cursor === '' ? '' : `&cursor=${cursor}`;
    const url = `/v1/users?limit=1&${query}${page}`;
    const { status, body } = await app.request({ method: 'GET', url, ...(as && { as }) });
    expect(status).toBe(200);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  return ids;
}
const text = encodeURIComponent;

it.each<[string, () => Person[]]>([
  [`q=${text('민아')}`, () => [kim]],
  [`q=${text('루지'.normalize('NFD'))}`, () => [kim]],
  ['q=ALK', () => [park, lee]],
  ['q=walk%20lee', () => [lee]],
  [`q=${text('walk 박')}`, () => [park]],
  ['q=walk%20none', () => []],
  ['q=r_9', () => [lee]],
  ['q=r%259', () => []],
  ['nickname=LK.', () => [park]],
  ['nickname=w', () => [park, lee]],
  [`nickname=${text('박')}`, () => []],
  [`fullName=${text('김')}`, () => [kim]],
  [`fullName=${text('민')}`, () => [park, kim]],
  [`fullName=${text('é')}`, () => [lee]],
  [`nickname=walk&fullName=${text('민')}`, () => [park]],
])('%s', async (query, expected) => {
  expect(await found(query)).toEqual(expected().map(({ id }) => id));
});

it('finds a new name at once, and the old one no more', async () => {
  const renamed = await person(app, 'before');
  const body = { nickname: '나중' };
  await app.request({ method: 'PATCH', url: '/v1/me/profile', as: renamed, body });
  expect(await found('nickname=before')).toEqual([]);
  expect(await found(`nickname=${text('나중')}`)).toEqual([renamed.id]);
});

it('finds nobody who is suspended', async () => {
  const gone = await person(app, 'hiddenone');
  await suspends(app, gone);
  expect(await found('q=hiddenone')).toEqual([]);
});

it.each(['q=a', 'q=%ED%95%9C', `q=${'a'.repeat(201)}`, 'nickname=', `fullName=${'a'.repeat(31)}`])(
  'refuses %s',
  async (query) => {
    expect((await app.request({ method: 'GET', url: `/v1/users?${query}` })).status).toBe(400);
  },
);
