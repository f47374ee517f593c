import { type CommentId, CommentService } from '#libs/comment';
import type { PostId } from '#libs/post';
import { givesRole } from '#libs/testing/people';
import { type Actor, Stage } from './stage.js';

let stage: Stage;
let mina: Actor;
let joon: Actor;
let post: PostId;

beforeAll(async () => {
  stage = await Stage.open();
  mina = await stage.person('mina');
  joon = await stage.person('joon_Kim');
});
beforeEach(async () => {
  await stage.app.sql(`truncate comment, comment_counter, comment_text`);
  post = await stage.post(mina);
});
afterAll(() => stage.close());

const ask = (url: string, as?: Actor) =>
  stage.app.request({ method: 'GET', url: `/v1${url}`, ...(as && { as }) });

/** Ids of all pages of a list, one comment each. */
async function ids(url: string, as?: Actor): Promise<string[]> {
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
const search = (q: string, query = '', as?: Actor) =>
  ids(`/posts/${post}/comments?q=${encodeURIComponent(q)}${query}`, as);

describe('a search under a post', () => {
  it('finds comments at all levels by parts of words', async () => {
    const top = await stage.writes(mina, post, '남서울에서 Coffee');
    const reply = await stage.writes(joon, post, '서울숲 coffee', top);
    await stage.writes(joon, post, 'other');
    await stage.writes(joon, await stage.post(mina), '서울 coffee');
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
    const comment = await stage.writes(mina, post, 'before');
    await stage.app.get(CommentService).edit(mina, comment, 'after', undefined);
    expect(await search('before')).toEqual([]);
    expect(await search('after')).toEqual([comment]);
  });

  it('finds nothing that is hidden', async () => {
    const gone = await stage.writes(mina, post, 'secret');
    await stage.writes(joon, post, 'an answer', gone);
    await stage.removes(mina, gone);
    const blocker = await stage.person('blocker');
    await stage.writes(blocker, post, 'secret');
    await stage.blocks(blocker, joon);
    const suspended = await stage.person('suspended');
    await stage.writes(suspended, post, 'secret');
    await stage.suspend(suspended);
    expect(await search('secret', '', joon)).toEqual([]);
  });

  it.each(['q=a', 'q=한', `q=${'a'.repeat(201)}`])('refuses %s', async (query) => {
    expect((await ask(`/posts/${post}/comments?${query}`)).status).toBe(400);
    expect((await ask(`/me/comments?${query}`, mina)).status).toBe(400);
  });
});

it('finds among my comments', async () => {
  const mine = await stage.writes(mina, post, '남서울');
  await stage.writes(mina, post, 'other');
  await stage.writes(joon, post, '서울');
  expect(await ids('/me/comments?q=서울', mina)).toEqual([mine]);
});

it('finds for administrators comments in any state, on whatever shelf of the index', async () => {
  const admin = await stage.person('admin');
  await givesRole(stage.app, admin, 'admin');
  const written: CommentId[] = [];
  for (const author of [mina, joon, mina]) {
    written.unshift(await stage.writes(author, post, '서울'));
    await stage.app.sql(`
      select setval(pg_get_serial_sequence('comment_text', 'place'), max(place) + 70000)
      from comment_text`);
  }
  const [last, middle, first] = written;
  await stage.removes(joon, middle!);
  expect(await ids('/admin/comments?q=서울', admin)).toEqual(written);
  expect(await ids('/admin/comments?q=서울&isActive=true', admin)).toEqual([last, first]);
  expect(await ids(`/admin/comments?q=서울&authorId=${joon.userId}`, admin)).toEqual([middle]);
  expect(await ids('/admin/comments?q=부산', admin)).toEqual([]);
});
