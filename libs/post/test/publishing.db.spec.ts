import { sql, UnitOfWork } from '#libs/database';
import { eventually, expectNoDrift, waiting } from '#libs/testing';
import { crowd, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { answered, type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await postStage();
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

/** Runs outside the transaction of the caller. */
const inOwnContext = <T>(act: () => Promise<T>): Promise<T> => app.get(UnitOfWork).apart(act);

describe('publishing', () => {
  it('gives the post that GET gives, with every field', async () => {
    const answer = await app.send(mina, { title: 'Hello', body: 'World', tags: ['산책'] });
    expect(answered(answer)).toBe('201');
    expect(answer.headers['location']).toBe(`/v1/posts/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.any(String),
      slug: 'hello',
      title: 'Hello',
      body: 'World',
      entities: [],
      status: 'published',
      visibility: 'public',
      author: {
        id: mina.id,
        nickname: mina.nickname,
        fullName: mina.fullName,
        imageUrl: null,
      },
      tags: ['산책'],
      images: [],
      likeCount: 0,
      commentCount: 0,
      bookmarkCount: 0,
      repostCount: 0,
      quoteCount: 0,
      isQuote: false,
      quotedPostId: null,
      quoted: null,
      viewCount: 0,
      contentWarning: null,
      sensitive: false,
      isPinned: false,
      poll: null,
      publishAt: null,
      publishError: null,
      publishedAt: expect.any(String),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      viewer: { liked: false, bookmarked: false, reposted: false },
    });
    const read = await app.read(`/posts/${answer.body.id}`, mina);
    expect(read.body).toEqual(answer.body);
    expect(read.headers['etag']).toBe(answer.headers['etag']);
    expect((await app.seen(answer.body.id)).viewer).toBeNull();
  });

  it('takes the title from the first line with text', async () => {
    expect((await app.send(mina, { body: '\n\n  산책 가요  \n내일' })).body.title).toBe(
      '산책 가요',
    );
  });

  it.each<[string, object]>([
    ['an empty body', { body: '' }],
    ['a blank body', { body: ' \n ' }],
    ['no body', {}],
    ['no title where there is one', { body: 'x', title: null }],
    ['an empty title', { body: 'x', title: '' }],
    ['a long title', { body: 'x', title: 'x'.repeat(251) }],
    ['a long body', { body: 'x'.repeat(20_001) }],
    ['no list of tags', { body: 'x', tags: null }],
    ['an empty tag', { body: 'x', tags: [''] }],
    ['a long tag', { body: 'x', tags: ['x'.repeat(51)] }],
    ['many tags', { body: 'x', tags: Array.from({ length: 11 }, (_, i) => `t${i}`) }],
    ['a picture twice', { body: 'x', mediaIds: ['5', '5'] }],
    ['an unknown status', { body: 'x', status: 'gone' }],
    ['another author', { body: 'x', authorId: '1' }],
    ['a NUL', { body: 'a\0b' }],
  ])('refuses %s', async (_, body) => {
    expect(answered(await app.send(mina, body))).toBe('400 validation-failed');
  });

  it('counts code points, not units', async () => {
    const title = '😀'.repeat(250);
    expect(
      (await app.send(mina, { title, body: '😀'.repeat(20_000), tags: ['😀'.repeat(50)] })).body
        .title,
    ).toBe(title);
  });

  it('makes one post of a repeated request', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await app.send(mina, { body: 'once only' }, headers);
    const again = await app.send(mina, { body: 'once only' }, headers);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });
});

describe('the slug', () => {
  it.each([
    ['마루에서 만나요!', '마루에서-만나요'],
    ['สวัสดีชาวโลก', 'สวัสดีชาวโลก'],
    ['Ça va?', 'ça-va'],
  ])('of %s keeps its script', async (title, slug) => {
    const { body } = await app.send(mina, { title, body: 'x' });
    expect(body.slug).toBe(slug);
    const found = await app.read(`/posts/by-slug/${encodeURIComponent(slug.normalize('NFD'))}`);
    expect(found.body.id).toBe(body.id);
  });

  it('is unique, also for titles without letters', async () => {
    const slugs = [];
    for (const title of ['🎉', '🎉', '!', 'Same', 'same', 'SAME!']) {
      slugs.push((await app.send(mina, { title, body: 'x' })).body.slug);
    }
    expect(new Set(slugs).size).toBe(6);
    for (const slug of slugs) {
      expect(slug).toMatch(/^(post|same)(-[a-z0-9]+)?$/);
    }
  });

  it('is unique among twenty posts of one title at once', async () => {
    const everybody = await crowd(app, 20);
    await Promise.all(
      everybody.map((author) => publishes(app, author, { title: 'Race', tags: ['race', 'fast'] })),
    );
    const rows = await app.sql(`select distinct slug from post where slug like 'race%'`);
    expect(rows).toHaveLength(20);
  });

  it.each(['%00', '🎉', 'never-was', 'x'.repeat(130)])(
    'that no post has is not found: %s',
    async (slug) => {
      const answer = await app.read(`/posts/by-slug/${encodeURI(decodeURI(slug))}`);
      expect(answered(answer)).toBe('404 not-found');
    },
  );

  it('never changes', async () => {
    const { body } = await app.send(mina, { title: 'Before', body: 'x' });
    const after = await app.change(mina, body.id, { title: 'After' });
    expect(after.body).toMatchObject({ title: 'After', slug: 'before' });
  });
});

describe('tags', () => {
  it('are one however they are spelled, and show the first spelling ever', async () => {
    const first = await app.send(mina, { body: 'x', tags: ['Café', 'café', 'ＣＡＦÉ', 'tea'] });
    expect(first.body.tags).toEqual(['Café', 'tea']);
    const second = await app.send(mina, { body: 'x', tags: ['tea', 'CAFE\u0301'] });
    expect(second.body.tags).toEqual(['tea', 'Café']);
  });

  it('keep the order of the author', async () => {
    const tags = ['zebra', 'apple', 'mango'];
    expect((await app.send(mina, { body: 'x', tags })).body.tags).toEqual(tags);
  });

  it('new ones can be used by many at once, in any order', async () => {
    const everybody = await crowd(app, 12);
    const names = Array.from({ length: 10 }, (_, i) => `new tag ${i}`);
    await Promise.all(
      everybody.map((author, i) =>
        publishes(app, author, { tags: i % 2 === 0 ? names : names.toReversed() }),
      ),
    );
    await app.settle();
    const tags = await app.items('/tags?prefix=NEW%20TAG');
    expect(tags).toHaveLength(10);
    expect(tags.every(({ postCount }) => postCount === 12)).toBe(true);
  });

  it('new ones wanted by two in opposite order make nobody wait in a circle', async () => {
    const work = app.get(UnitOfWork);
    const publishing: Promise<unknown>[] = [];
    // Somebody else holds the tag in the middle until both have got as far as they can.
    await work.run(async () => {
      await work.execute(sql`insert into tag (name, name_folded) values ('circle m', 'circle m')`);
      const names = ['circle a', 'circle m', 'circle z'];
      for (const tags of [names, names.toReversed()]) {
        publishing.push(inOwnContext(() => publishes(app, mina, { tags })));
      }
      await eventually(async () => (await waiting(app)) >= 2);
    });
    await Promise.all(publishing);
  });
});

describe('the times of a post', () => {
  const stored = async (id: string) => {
    const iso = (column: string) =>
      `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    const [times] = await app.sql<Record<string, string | null>>(
      `select ${iso('created_at')} as "createdAt", ${iso('published_at')} as "publishedAt",
         ${iso('updated_at')} as "updatedAt"
       from post where id = $1`,
      [id],
    );
    return times!;
  };

  it('are told as they are stored, by itself and in lists', async () => {
    const draft = await app.send(mina, { body: 'begun', status: 'draft' });
    const { id, createdAt } = draft.body;
    expect(draft.body).toMatchObject({ publishedAt: null, updatedAt: createdAt });
    const hidden = await app.change(mina, id, { body: 'begun again' });
    expect(hidden.body).toMatchObject({ ...(await stored(id)), createdAt, publishedAt: null });
    expect(hidden.body.updatedAt > createdAt).toBe(true);
    const shown = await app.change(mina, id, { status: 'published' });
    expect(shown.body).toMatchObject({ ...(await stored(id)), createdAt });
    expect(shown.body.publishedAt > hidden.body.updatedAt).toBe(true);
    const edited = await app.change(mina, id, { body: 'edited' });
    expect(edited.body).toMatchObject({ ...(await stored(id)), createdAt });
    expect(edited.body.updatedAt > edited.body.publishedAt).toBe(true);

    const { body: atOnce } = await app.send(mina, { body: 'at once' });
    expect(atOnce).toMatchObject(await stored(atOnce.id));
    expect([atOnce.publishedAt, atOnce.updatedAt]).toEqual([atOnce.createdAt, atOnce.createdAt]);
    const [newest, next] = await app.items('/posts?limit=2', joon);
    expect(newest).toMatchObject(await stored(atOnce.id));
    expect(next).toMatchObject(await stored(id));
  });
});

describe('a draft', () => {
  it('published later is new then', async () => {
    const draft = await app.send(mina, { body: 'draft', status: 'draft' });
    expect(draft.body).toMatchObject({ status: 'draft', publishedAt: null });
    const between = await app.send(mina, { body: 'between' });
    const published = await app.change(mina, draft.body.id, { status: 'published' });
    expect(published.body.publishedAt).not.toBeNull();
    const [newest, next] = await app.items('/posts?limit=2', joon);
    expect([newest!.id, next!.id]).toEqual([draft.body.id, between.body.id]);
    const [first] = await app.items(`/users/${mina.id}/posts`);
    expect(first!.id).toBe(draft.body.id);

    const back = await app.change(mina, draft.body.id, { status: 'draft' });
    expect(answered(back)).toBe('422 already-published');
  });

  it('that was published stays where it is however often it is hidden and shown again', async () => {
    const first = await app.send(mina, { title: 'Hide and seek', body: 'x' });
    const second = await app.send(mina, { body: 'second' });
    for (const visibility of ['private', 'followers', 'public']) {
      const { body } = await app.change(mina, first.body.id, { visibility });
      const { publishedAt, slug } = first.body;
      expect(body).toMatchObject({ visibility, publishedAt, slug, status: 'published' });
    }
    const [newest, next] = await app.items('/posts?limit=2', joon);
    expect([newest!.id, next!.id]).toEqual([second.body.id, first.body.id]);
    const [found, other] = await app.items('/posts?q=seek&title=hide', joon);
    expect([found?.id, other]).toEqual([first.body.id, undefined]);
  });

  it('takes nothing with it when it fails', async () => {
    const before = await app.sql(`select count(*) from post`);
    const lost = publishes(app, mina, {
      body: 'x',
      tags: ['never kept'],
      mediaIds: ['404' as never],
    });
    await expect(lost).rejects.toMatchObject({ problem: { code: 'media-not-usable' } });
    expect(await app.sql(`select count(*) from post`)).toEqual(before);
    expect(await app.sql(`select from tag where name = 'never kept'`)).toEqual([]);
  });
});
