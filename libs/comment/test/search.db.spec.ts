import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import type { TestHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { comments, editsComment, removesComment } from '#libs/testing/comments';
import { blocks } from '#libs/testing/graph';
import { givesRole, people, type Person, person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

let app: TestHttp;
let mina: Person;
let joon: Person;
let post: PostId;

beforeAll(async () => {
  app = await openStage();
  mina = await person(app, 'mina');
  joon = await person(app, 'joon_Kim');
});
beforeEach(async () => {
  await app.sql(`truncate comment, comment_counter, comment_text`);
  post = await publishes(app, mina);
});
afterAll(() => app.close());

const ask = (url: string, as?: Person) =>
  app.request({ method: 'GET', url: `/v1${url}`, ...(as && { as }) });

/** Ids of all pages of a list, one comment each. */
async function ids(url: string, as?: Person): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, body } = await ask(`${url}&limit=1${page}`, as);
    expect(status).toBe(200);
    found.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  return found;
}
const search = (q: string, query = '', as?: Person) =>
  ids(`/posts/${post}/comments?q=${encodeURIComponent(q)}${query}`, as);

describe('a search under a post', () => {
  it('finds comments at all levels by parts of words', async () => {
    const top = await comments(app, mina, post, '남서울에서 Coffee');
    const reply = await comments(app, joon, post, '서울숲 coffee', top);
    await comments(app, joon, post, 'other');
    await comments(app, joon, await publishes(app, mina), '서울 coffee');
    expect(await search('서울')).toEqual([reply, top]);
    expect(await search('서울'.normalize('NFD'), '&sort=oldest')).toEqual([top, reply]);
    expect(await search('서울 OFFEE', '&sort=popular')).toEqual(
      expect.arrayContaining([top, reply]),
    );
    expect(await search('서울', '&nickname=ON_k')).toEqual([reply]);
    expect(await search('서울', '&nickname=m')).toEqual(expect.arrayContaining([top]));
    expect(await search('서%')).toEqual([]);
  });

  it('finds what was just written, and no more what was', async () => {
    const comment = await comments(app, mina, post, 'before');
    await editsComment(app, mina, comment, 'after');
    expect(await search('before')).toEqual([]);
    expect(await search('after')).toEqual([comment]);
  });

  it('finds nothing that is hidden', async () => {
    const gone = await comments(app, mina, post, 'secret');
    await comments(app, joon, post, 'an answer', gone);
    await removesComment(app, mina, gone);
    const { blocker } = await people(app, 'blocker');
    await comments(app, blocker, post, 'secret');
    await blocks(app, blocker, joon);
    const { suspended } = await people(app, 'suspended');
    await comments(app, suspended, post, 'secret');
    await suspends(app, suspended);
    expect(await search('secret', '', joon)).toEqual([]);
  });

  it.each(['q=a', 'q=한', `q=${'a'.repeat(201)}`])('refuses %s', async (query) => {
    expect((await ask(`/posts/${post}/comments?${query}`)).status).toBe(400);
    expect((await ask(`/me/comments?${query}`, mina)).status).toBe(400);
  });
});

it('finds among my comments', async () => {
  const mine = await comments(app, mina, post, '남서울');
  await comments(app, mina, post, 'other');
  await comments(app, joon, post, '서울');
  expect(await ids('/me/comments?q=서울', mina)).toEqual([mine]);
});

it('finds for administrators comments in any state, on whatever shelf of the index', async () => {
  const { admin } = await people(app, 'admin');
  await givesRole(app, admin, 'admin');
  const written: CommentId[] = [];
  for (const author of [mina, joon, mina]) {
    written.unshift(await comments(app, author, post, '서울'));
    await app.sql(`
      select setval(pg_get_serial_sequence('comment_text', 'place'), max(place) + 70000)
      from comment_text`);
  }
  const [last, middle, first] = written;
  await removesComment(app, joon, middle!);
  expect(await ids('/admin/comments?q=서울', admin)).toEqual(written);
  expect(await ids('/admin/comments?q=서울&isActive=true', admin)).toEqual([last, first]);
  expect(await ids(`/admin/comments?q=서울&authorId=${joon.id}`, admin)).toEqual([middle]);
  expect(await ids('/admin/comments?q=부산', admin)).toEqual([]);
});
