import { MediaModule, MediaService } from '#libs/media';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type TestHttp, testHttp } from '#libs/testing';
import { people, type Person, staff } from '#libs/testing/people';
import { allOf, answered, get, picture } from './stage.js';

let app: TestHttp;
let mina: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule, MediaModule, PostModule] });
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterEach(async () => {
  await app.settle();
  expect(await app.drift()).toEqual([]);
});
afterAll(() => app.close());

const send = (body: object) => app.request({ method: 'POST', url: '/v1/posts', as: mina, body });
const edit = (id: string, body: object) =>
  app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as: mina, body });
const removeImage = (id: string, mediaId: string) =>
  app.request({ method: 'DELETE', url: `/v1/posts/${id}/images/${mediaId}`, as: mina });
const removeMedium = (mediaId: string) =>
  app.request({ method: 'DELETE', url: `/v1/media/${mediaId}`, as: mina });

/** A post that is nothing but a picture. */
const wordless = async (fields = {}) => {
  const mediaId = await picture(app, mina);
  const { body } = await send({ mediaIds: [mediaId], ...fields });
  return { id: String(body.id), mediaId, post: body };
};

describe('a post without words', () => {
  it.each([[{}], [{ body: '' }], [{ status: 'draft' }]])(
    'is a picture, under the address of its id: %j',
    async (fields) => {
      const { id, post } = await wordless(fields);
      expect(post).toMatchObject({ title: '', body: '', slug: id, images: [{}] });
      expect((await get(app, `/posts/by-slug/${id}`, mina)).body.id).toBe(id);
    },
  );

  it('keeps a title that is given', async () => {
    const { post } = await wordless({ title: 'Snow' });
    expect(post).toMatchObject({ title: 'Snow', body: '', slug: 'snow' });
  });

  it.each([
    [{}],
    [{ body: '' }],
    [{ title: 'Only a title' }],
    [{ mediaIds: [] }],
    [{ status: 'draft' }],
  ])('needs the picture: %j', async (fields) => {
    const answer = await send(fields);
    expect(answered(answer)).toBe('400 validation-failed');
    expect(answer.body.errors).toMatchObject([{ pointer: '/body', code: 'required' }]);
  });

  it('is no post of blanks', async () => {
    const answer = await send({ body: ' \n', mediaIds: [await picture(app, mina)] });
    expect(answer.body.errors).toMatchObject([{ pointer: '/body', code: 'blank' }]);
  });

  it('gets words and loses them again, its title with them', async () => {
    const { id } = await wordless();
    expect((await edit(id, { body: 'first\nsecond' })).body).toMatchObject({
      title: 'first',
      body: 'first\nsecond',
      slug: id,
    });
    expect((await edit(id, { body: '' })).body).toMatchObject({ title: '', body: '' });
    const history = await allOf(app, `/posts/${id}/history`, mina);
    expect(history.map(({ title, body }) => [title, body])).toEqual([
      ['first', 'first\nsecond'],
      ['', ''],
    ]);
  });

  it('keeps a title of its own when it loses its words', async () => {
    const { id } = await wordless({ title: 'Ice', body: 'much of it' });
    expect((await edit(id, { body: '' })).body).toMatchObject({ title: 'Ice', body: '' });
  });

  it('published from a draft is in lists', async () => {
    const { id } = await wordless({ status: 'draft' });
    expect((await edit(id, { status: 'published' })).body).toMatchObject({ status: 'published' });
    const [newest] = await allOf(app, `/users/${mina.id}/posts`);
    expect(newest).toMatchObject({ id, title: '', body: '' });
  });

  it('is found by no word', async () => {
    const { id } = await wordless();
    expect(await allOf(app, '/posts?q=null')).toEqual([]);
    await edit(id, { body: 'unmistakable' });
    expect(await allOf(app, '/posts?q=unmistakable')).toHaveLength(1);
    await edit(id, { body: '' });
    expect(await allOf(app, '/posts?q=unmistakable')).toEqual([]);
  });
});

describe('the last picture of a post without words', () => {
  it('can not be taken from it', async () => {
    const { id, mediaId } = await wordless();
    for (const answer of [
      await edit(id, { mediaIds: [] }),
      await edit(id, { mediaIds: [], body: '' }),
      await removeImage(id, mediaId),
      await removeMedium(mediaId),
    ]) {
      expect(answered(answer)).toBe('422 nothing-left');
    }
    expect((await get(app, `/posts/${id}`)).body.images).toHaveLength(1);
  });

  it('is that of a draft too', async () => {
    const { id, mediaId } = await wordless({ status: 'draft' });
    expect(answered(await removeImage(id, mediaId))).toBe('422 nothing-left');
    expect(answered(await removeMedium(mediaId))).toBe('422 nothing-left');
  });

  it('can go when there is another one, or words', async () => {
    const { id, mediaId } = await wordless();
    const other = await picture(app, mina);
    await edit(id, { mediaIds: [mediaId, other] });
    expect(answered(await removeMedium(mediaId))).toBe('204');
    expect(answered(await removeMedium(other))).toBe('422 nothing-left');
    expect((await edit(id, { mediaIds: [], body: 'words' })).body.images).toEqual([]);
  });

  it('can be exchanged', async () => {
    const { id } = await wordless();
    const other = await picture(app, mina);
    expect((await edit(id, { mediaIds: [other] })).body.images).toMatchObject([{ id: other }]);
  });

  it('can be deleted when its post is deleted', async () => {
    const { id, mediaId } = await wordless();
    await app.request({ method: 'DELETE', url: `/v1/posts/${id}`, as: mina });
    await app.get(MediaService).remove(mina.id, mediaId, undefined);
    expect(await app.sql(`select from media where id = $1 and is_active`, [mediaId])).toEqual([]);
  });

  it('taken away by an administrator leaves a post that can still be changed and deleted', async () => {
    const boss = await staff(app, 'admin');
    const { id, mediaId } = await wordless();
    const url = `/v1/admin/media/${mediaId}`;
    const body = { isActive: false, reason: 'not allowed' };
    expect((await app.request({ method: 'PATCH', url, as: boss, body })).status).toBe(200);
    expect((await edit(id, { visibility: 'private' })).body).toMatchObject({
      images: [],
      visibility: 'private',
    });
    expect(answered(await edit(id, { mediaIds: [] }))).toBe('422 nothing-left');
    const gone = await app.request({ method: 'DELETE', url: `/v1/posts/${id}`, as: mina });
    expect(gone.status).toBe(204);
  });
});

it('words that are all a post has can not be taken from it', async () => {
  const { body: post } = await send({ body: 'words' });
  expect(answered(await edit(post.id, { body: '' }))).toBe('422 nothing-left');
});

it('a post without words can be given some by an administrator', async () => {
  const boss = await staff(app, 'admin');
  const { id } = await wordless();
  const url = `/v1/admin/posts/${id}`;
  const body = { body: 'Not safe', reason: 'a warning' };
  const answer = await app.request({ method: 'PATCH', url, as: boss, body });
  expect(answer.body).toMatchObject({ title: 'Not safe', body: 'Not safe', slug: id });
  const emptied = await app.request({
    method: 'PATCH',
    url,
    as: boss,
    body: { ...body, body: '' },
  });
  expect(answered(emptied)).toBe('400 validation-failed');
});

it('a refusal tells of all that is wrong: words and pictures that can not be used', async () => {
  const { body: post } = await send({ body: 'words' });
  const { joon } = await people(app, 'joon');
  const foreign = await picture(app, joon);
  const published = await send({ mediaIds: [foreign], title: '' });
  expect(published.body.errors.map((error: { code: string }) => error.code)).toEqual([
    'too-short',
    'media-not-usable',
  ]);
  const changed = await edit(post.id, { body: '', status: 'draft' });
  expect(changed.body.errors.map((error: { code: string }) => error.code)).toEqual([
    'already-published',
    'nothing-left',
  ]);
});
