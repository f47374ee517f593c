import { EditingService, type PostId } from '#libs/post';
import { suspends } from '#libs/testing/accounts';
import { blocks } from '#libs/testing/graph';
import { people, type Person, setsPublic, staff } from '#libs/testing/people';
import { editsPost, publishes } from '#libs/testing/posts';
import { answered, type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await postStage();
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
beforeEach(() => app.sql(`truncate post, tag, post_like cascade`));
afterAll(() => app.close());

const found = async (q: string, query = '', as?: Person) =>
  app.ids(`/posts?limit=2&q=${encodeURIComponent(q)}${query}`, as);
const says = (body: string, title = 'A title') => publishes(app, mina, { title, body });

describe('a search finds', () => {
  it.each([
    ['a part of a Korean word', '남서울에서 만나요', '서울'],
    ['two syllables at the end of the text', '오늘도 서울', '서울'],
    ['a part of an English word', 'Rediscovered', 'cover'],
    ['two letters', 'a big box', 'ox'],
    ['another case', 'Über ÉCLAIR', 'éclair über'],
    ['composed text by decomposed letters', '서울숲 café', '서울숲 café'.normalize('NFD')],
    ['decomposed text by composed letters', '서울숲 café'.normalize('NFD'), '서울숲 café'],
    ['full-width forms', 'ＭＡＲＵ', 'maru'],
    ['words in any order and place', '커피를 마시고 산책', '산책 커피'],
    ['one syllable beside a longer word', '서울 숲에서', '숲 서울'],
    ['emoji', 'so 😀🎉 nice', '😀🎉'],
    ['characters beyond the first plane that look like spaces in 16 bits', 'a𠀠b𐀁c', 'a𠀠b𐀁c'],
    ['a word as long as a search can be', `${'가나다라'.repeat(1000)}마`, '가나다라'.repeat(50)],
    ['a percent sign', 'it is 100%', '0%'],
    ['an underscore', 'snake_case', 'e_c'],
    ['a backslash', 'C:\\maru', ':\\m'],
    ['a quote', "it's", "t's"],
  ])('%s', async (_, body, q) => {
    const id = await says(body);
    await says('nothing of that');
    expect(await found(q)).toEqual([id]);
  });

  it('words in the title and the body together', async () => {
    const id = await says('coffee in the morning', '남산 산책');
    expect(await found('산책 coffee')).toEqual([id]);
    expect(await found('coffee', '&title=산책&body=morning')).toEqual([id]);
    expect(await found('coffee', '&title=morning')).toEqual([]);
    expect(await found('coffee', '&body=산책')).toEqual([]);
  });

  it.each([
    ['wildcards', '100 percent, snakecase', '1%0'],
    ['another wildcard', 'snakecase', 'e_c'],
    ['parts that do not stand together', 'abcx bcd', 'abcd'],
    ['parts across a space', '남 서울', '남서'],
    ['one of two words', 'coffee', 'coffee 산책'],
  ])('no %s', async (_, body, q) => {
    await says(body);
    expect(await found(q)).toEqual([]);
  });

  it('what was just written, and no more what was', async () => {
    const id = await says('before');
    expect(await found('before')).toEqual([id]);
    await editsPost(app, mina, id, { body: 'after' });
    expect(await found('before')).toEqual([]);
    expect(await found('after')).toEqual([id]);
  });

  it('what was published last first, on whatever shelf of the index it stands', async () => {
    const draft = await publishes(app, mina, { body: '서울 0', status: 'draft' });
    const old = [await says('서울 1'), await says('서울 2'), await says('서울 3')];
    await app.sql(`
      select setval(pg_get_serial_sequence('post_text', 'place'), max(place) + 200000)
      from post_text`);
    const young = [await says('서울 4'), await says('서울 5')];
    const publish = () => ({ status: 'published' }) as const;
    await app.get(EditingService).edit(mina.viewer, draft, publish, undefined);
    const expected = [draft, ...young.toReversed(), ...old.toReversed()];
    expect(await found('서울')).toEqual(expected);
    expect(await found('서울', '&sort=trending')).toEqual(expected);
  });
});

describe('a search refuses', () => {
  it.each([
    'q=a',
    'q=한',
    `q=${encodeURIComponent('한'.normalize('NFD'))}`,
    'q=a%20b',
    'q=',
    'q=%20',
  ])('%s', async (query) => {
    expect(answered(await app.read(`/posts?${query}`))).toBe('400 validation-failed');
    expect(answered(await app.read(`/me/posts?${query}`, mina))).toBe('400 validation-failed');
  });

  it.each(['q', 'title', 'body'])('a %s of more than 200 characters', async (name) => {
    const text = '😀'.repeat(200);
    expect(answered(await app.read(`/posts?${name}=${encodeURIComponent(text)}`))).toBe('200');
    expect(answered(await app.read(`/posts?${name}=${encodeURIComponent(`${text}x`)}`))).toBe(
      '400 validation-failed',
    );
  });
});

describe('a search never finds', () => {
  it.each(['latest', 'popular', 'views', 'trending'])('what is hidden, %s', async (sort) => {
    const secret = { body: 'secret' };
    await publishes(app, mina, { ...secret, status: 'draft' });
    await publishes(app, mina, { ...secret, visibility: 'followers' });
    await publishes(app, mina, { ...secret, visibility: 'private' });
    const gone = await publishes(app, mina, secret);
    await app.remove(mina, gone);
    const { closed, blocker, suspended } = await people(app, 'closed', 'blocker', 'suspended');
    for (const person of [closed, blocker, suspended]) {
      await publishes(app, person, secret);
    }
    await setsPublic(app, closed, false);
    await blocks(app, blocker, joon);
    await suspends(app, suspended);
    expect(await found('secret', `&sort=${sort}`, joon)).toEqual([]);
  });
});

describe('pages of a search', () => {
  it.each(['latest', 'popular', 'views', 'trending'])('stand still in %s', async (sort) => {
    const ids: PostId[] = [];
    for (const count of [2, 0, 2, 5, 0]) {
      const id = await says('서울');
      await app.sql(
        `update post_counter set like_count = $1, view_count = 9 - $1 where post_id = $2`,
        [count, id],
      );
      ids.push(id);
    }
    await app.sql(`insert into post_trend values ($1, 3), ($2, 7.25)`, [ids[1], ids[2]]);
    const seen = await app.items(`/posts?q=서울&limit=1&sort=${sort}`, undefined, () =>
      says('서울 meanwhile'),
    );
    const known = seen.map(({ id }) => id);
    expect(new Set(known).size).toBe(known.length);
    expect(known.filter((id) => ids.includes(id as PostId))).toHaveLength(5);
  });

  it('go on when a tag has become common', async () => {
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      ids.unshift(await publishes(app, mina, { body: '서울', tags: ['walk'] }));
    }
    const common = () => app.sql(`update tag_counter set post_count = 100000`);
    const seen = await app.items('/posts?q=서울&tag=walk&limit=1', undefined, common);
    expect(seen.map(({ id }) => id)).toEqual(ids);
  });
});

describe('a search goes with every other filter', () => {
  it.each(['latest', 'popular', 'views', 'trending'])('%s', async (sort) => {
    const walk = await publishes(app, mina, { body: '서울 1', tags: ['Walk', 'a'] });
    const food = await publishes(app, joon, { body: '서울 2', tags: ['food', 'A'] });
    await publishes(app, joon, { body: 'elsewhere', tags: ['walk', 'a'] });
    const sorted = `&sort=${sort}`;
    for (const size of [1, 100_000]) {
      await app.sql(`update tag_counter set post_count = $1`, [size]);
      expect(await found('서울', `${sorted}&tag=walk&tag=food&tagMode=any`)).toEqual([food, walk]);
      expect(await found('서울', `${sorted}&tag=walk&tag=a`)).toEqual([walk]);
      expect(await found('서울', `${sorted}&tag=walk&tag=food`)).toEqual([]);
    }
    expect(await found('서울', `${sorted}&authorId=${joon.id}`)).toEqual([food]);
    expect(await found('서울', `${sorted}&nickname=OO`)).toEqual([food]);
    expect(await found('서울', `${sorted}&nickname=o`)).toEqual([food]);
    expect(await found('서울', `${sorted}&excludeMe=true`, joon)).toEqual([walk]);
  });
});

it('finds among my posts, drafts too', async () => {
  const draft = await publishes(app, mina, { body: '남서울', status: 'draft' });
  await publishes(app, mina, { body: 'other' });
  const mine = await publishes(app, mina, { body: '서울' });
  await publishes(app, joon, { body: '서울' });
  const seen = await app.items('/me/posts?q=서울&limit=1', mina);
  expect(seen.map(({ id }) => id)).toEqual([mine, draft]);
});

it('finds for administrators posts in any state', async () => {
  const admin = await staff(app, 'admin');
  const draft = await publishes(app, mina, { body: '남서울', status: 'draft' });
  const gone = await publishes(app, joon, { body: '서울' });
  await app.remove(joon, gone);
  const search = async (query: string) =>
    await app.ids(`/admin/posts?limit=1&q=서울${query}`, admin);
  expect(await search('')).toEqual([gone, draft]);
  expect(await search('&isActive=false')).toEqual([gone]);
  expect(await search(`&authorId=${mina.id}`)).toEqual([draft]);
});
