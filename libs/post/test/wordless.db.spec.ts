import { MediaService } from '#libs/media';
import { expectNoDrift } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { type ModerationStage, moderationStage } from './moderation-stage.js';
import { answered } from './stage.js';

let app: ModerationStage;
let mina: Person;

beforeAll(async () => {
  app = await moderationStage();
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

const removeMedium = (mediaId: string) => app.act(mina, 'DELETE', `/media/${mediaId}`);

/** A post that is nothing but a picture. */
const wordless = async (fields = {}) => {
  const mediaId = await app.picture(mina);
  const { body } = await app.send(mina, { mediaIds: [mediaId], ...fields });
  return { id: String(body.id), mediaId, post: body };
};

describe('a post without words', () => {
  it.each([[{}], [{ body: '' }], [{ status: 'draft' }]])(
    'is a picture, under the address of its id: %j',
    async (fields) => {
      const { id, post } = await wordless(fields);
      expect(post).toMatchObject({ title: '', body: '', slug: id, images: [{}] });
      expect((await app.read(`/posts/by-slug/${id}`, mina)).body.id).toBe(id);
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
    const answer = await app.send(mina, fields);
    expect(answered(answer)).toBe('400 validation-failed');
    expect(answer.body.errors).toMatchObject([{ pointer: '/body', code: 'required' }]);
  });

  it('is no post of blanks', async () => {
    const answer = await app.send(mina, { body: ' \n', mediaIds: [await app.picture(mina)] });
    expect(answer.body.errors).toMatchObject([{ pointer: '/body', code: 'blank' }]);
  });

  it('gets words and loses them again, its title with them', async () => {
    const { id } = await wordless();
    expect((await app.change(mina, id, { body: 'first\nsecond' })).body).toMatchObject({
      title: 'first',
      body: 'first\nsecond',
      slug: id,
    });
    expect((await app.change(mina, id, { body: '' })).body).toMatchObject({ title: '', body: '' });
    const history = await app.items(`/posts/${id}/history`, mina);
    expect(history.map(({ title, body }) => [title, body])).toEqual([
      ['first', 'first\nsecond'],
      ['', ''],
    ]);
  });

  it('keeps a title of its own when it loses its words', async () => {
    const { id } = await wordless({ title: 'Ice', body: 'much of it' });
    expect((await app.change(mina, id, { body: '' })).body).toMatchObject({
      title: 'Ice',
      body: '',
    });
  });

  it('published from a draft is in lists', async () => {
    const { id } = await wordless({ status: 'draft' });
    expect((await app.change(mina, id, { status: 'published' })).body).toMatchObject({
      status: 'published',
    });
    const [newest] = await app.items(`/users/${mina.id}/posts`);
    expect(newest).toMatchObject({ id, title: '', body: '' });
  });

  it('is found by no word', async () => {
    const { id } = await wordless();
    expect(await app.items('/posts?q=null')).toEqual([]);
    await app.change(mina, id, { body: 'unmistakable' });
    expect(await app.items('/posts?q=unmistakable')).toHaveLength(1);
    await app.change(mina, id, { body: '' });
    expect(await app.items('/posts?q=unmistakable')).toEqual([]);
  });
});

describe('the last picture of a post without words', () => {
  it('can not be taken from it', async () => {
    const { id, mediaId } = await wordless();
    for (const answer of [
      await app.change(mina, id, { mediaIds: [] }),
      await app.change(mina, id, { mediaIds: [], body: '' }),
      await app.removeImage(mina, id, mediaId),
      await removeMedium(mediaId),
    ]) {
      expect(answered(answer)).toBe('422 nothing-left');
    }
    expect((await app.seen(id)).images).toHaveLength(1);
  });

  it('is that of a draft too', async () => {
    const { id, mediaId } = await wordless({ status: 'draft' });
    expect(answered(await app.removeImage(mina, id, mediaId))).toBe('422 nothing-left');
    expect(answered(await removeMedium(mediaId))).toBe('422 nothing-left');
  });

  it('can go when there is another one, or words', async () => {
    const { id, mediaId } = await wordless();
    const other = await app.picture(mina);
    await app.change(mina, id, { mediaIds: [mediaId, other] });
    expect(answered(await removeMedium(mediaId))).toBe('204');
    expect(answered(await removeMedium(other))).toBe('422 nothing-left');
    expect((await app.change(mina, id, { mediaIds: [], body: 'words' })).body.images).toEqual([]);
  });

  it('can be exchanged', async () => {
    const { id } = await wordless();
    const other = await app.picture(mina);
    expect((await app.change(mina, id, { mediaIds: [other] })).body.images).toMatchObject([
      { id: other },
    ]);
  });

  it('can be deleted when its post is deleted', async () => {
    const { id, mediaId } = await wordless();
    await app.remove(mina, id);
    await app.get(MediaService).remove(mina.id, mediaId, undefined);
    expect(await app.sql(`select from media where id = $1 and is_active`, [mediaId])).toEqual([]);
  });

  it('taken away by an administrator leaves a post that can still be changed and deleted', async () => {
    const { id, mediaId } = await wordless();
    await app.setsActive('media', mediaId, false);
    expect((await app.change(mina, id, { visibility: 'private' })).body).toMatchObject({
      images: [],
      visibility: 'private',
    });
    expect(answered(await app.change(mina, id, { mediaIds: [] }))).toBe('422 nothing-left');
    const gone = await app.remove(mina, id);
    expect(gone.status).toBe(204);
  });
});

it('words that are all a post has can not be taken from it', async () => {
  const { body: post } = await app.send(mina, { body: 'words' });
  expect(answered(await app.change(mina, post.id, { body: '' }))).toBe('422 nothing-left');
});

it('a post without words can be given some by an administrator', async () => {
  const { id } = await wordless();
  const answer = await app.moderate(id, { body: 'Not safe' });
  expect(answer.body).toMatchObject({ title: 'Not safe', body: 'Not safe', slug: id });
  const emptied = await app.moderate(id, { body: '' });
  expect(answered(emptied)).toBe('400 validation-failed');
});

it('a refusal tells of all that is wrong: words and pictures that can not be used', async () => {
  const { body: post } = await app.send(mina, { body: 'words' });
  const { joon } = await people(app, 'joon');
  const foreign = await app.picture(joon);
  const published = await app.send(mina, { mediaIds: [foreign], title: '' });
  expect(published.body.errors.map((error: { code: string }) => error.code)).toEqual([
    'too-short',
    'media-not-usable',
  ]);
  const changed = await app.change(mina, post.id, { body: '', status: 'draft' });
  expect(changed.body.errors.map((error: { code: string }) => error.code)).toEqual([
    'already-published',
    'nothing-left',
  ]);
});
