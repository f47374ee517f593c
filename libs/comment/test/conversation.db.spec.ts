import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { type Effort, effortOf, type TestHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { comments, removesComment } from '#libs/testing/comments';
import { blocks } from '#libs/testing/graph';
import { people, type Person, person } from '#libs/testing/people';
import { editsPost, publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

/** A comment of a conversation, or of a list, as far as these tests look. */
interface Shown {
  readonly id: CommentId;
  readonly depth: number;
  readonly isDeleted: boolean;
  readonly replies: readonly Shown[];
  readonly nextReplies: string | null;
}

type Tree = readonly { readonly id: CommentId; readonly below: Tree }[];

let app: TestHttp;
let host: Person, writer: Person, other: Person;

beforeAll(async () => {
  app = await openStage();
  ({ host, writer, other } = await people(app, 'host', 'writer', 'other'));
});
afterAll(() => app.close());

async function get(path: string, as?: Person) {
  return app.request({ method: 'GET', url: `/v1${path}`, ...(as && { as }) });
}

async function thread(post: PostId, query = '', as?: Person): Promise<readonly Shown[]> {
  const { status, body } = await get(`/posts/${post}/thread?${query}`, as);
  expect(status).toBe(200);
  return body.items as readonly Shown[];
}

/** Replies to a comment, oldest first. */
async function answers(post: PostId, parent: CommentId | undefined, count: number) {
  const ids: CommentId[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(await comments(app, n % 2 ? writer : other, post, `answer ${n}`, parent));
  }
  return ids;
}

const idsIn = (shown: readonly Pick<Shown, 'id'>[]) => shown.map(({ id }) => id);
const flat = (shown: readonly Shown[]): readonly Shown[] =>
  shown.flatMap((comment) => [comment, ...flat(comment.replies)]);
const treeOf = (shown: readonly Shown[]): Tree =>
  shown.map(({ id, replies }) => ({ id, below: treeOf(replies) }));

/** The whole conversation as the lists tell it, one call for each comment. */
async function asListed(path: string, as: Person | undefined): Promise<Tree> {
  const { body } = await get(`${path}?limit=100&sort=oldest`, as);
  return Promise.all(
    idsIn(body.items as readonly Shown[]).map(async (id) => ({
      id,
      below: await asListed(`/comments/${id}/replies`, as),
    })),
  );
}

describe('a conversation', () => {
  it('shows the first replies of each comment, and where they go on', async () => {
    const post = await publishes(app, host);
    const [first, second] = await answers(post, undefined, 2);
    const replies = await answers(post, first, 5);
    const deeper = await answers(post, replies[1], 1);
    const shown = await thread(post, 'sort=oldest&replies=2');
    expect(idsIn(shown)).toEqual([first, second]);
    expect(idsIn(shown[0]!.replies)).toEqual(replies.slice(0, 2));
    expect(idsIn(shown[0]!.replies[1]!.replies)).toEqual(deeper);
    expect(flat(shown).filter(({ nextReplies }) => nextReplies !== null)).toEqual([shown[0]]);
    const { body } = await get(`/comments/${first}/replies?cursor=${shown[0]!.nextReplies}`);
    expect(idsIn(body.items as Shown[])).toEqual(replies.slice(2));
  });

  it('tells no next replies when all are there', async () => {
    const post = await publishes(app, host);
    const [first] = await answers(post, undefined, 1);
    await answers(post, first, 3);
    const [shown] = await thread(post);
    expect(shown!.replies).toHaveLength(3);
    expect(flat([shown!]).map(({ nextReplies }) => nextReplies)).toEqual([null, null, null, null]);
  });

  it('ends at the depth asked for, and begins there with the first reply', async () => {
    const post = await publishes(app, host);
    let parent = await comments(app, writer, post, 'top');
    for (let depth = 1; depth <= 8; depth += 1) {
      parent = await comments(app, other, post, `depth ${depth}`, parent);
    }
    const chain = flat(await thread(post, 'depth=8'));
    expect(chain).toHaveLength(9);
    for (const depth of [1, 2, 7]) {
      const cut = flat(await thread(post, `depth=${depth}`));
      expect(idsIn(cut)).toEqual(idsIn(chain.slice(0, depth + 1)));
      const last = cut.at(-1)!;
      const { body } = await get(`/comments/${last.id}/replies?cursor=${last.nextReplies}`);
      expect(idsIn(body.items as Shown[])).toEqual([chain[depth + 1]!.id]);
    }
  });

  it('pages its top level like the comments of the post, in each sort', async () => {
    const post = await publishes(app, host);
    const ids = await answers(post, undefined, 5);
    await answers(post, ids[0], 1);
    for (const sort of ['latest', 'oldest', 'popular']) {
      const query = `sort=${sort}&limit=2`;
      const listed = await get(`/posts/${post}/comments?${query}`);
      const { body } = await get(`/posts/${post}/thread?${query}`);
      expect(idsIn(body.items as Shown[])).toEqual(idsIn(listed.body.items as Shown[]));
      const cursor = String(body.nextCursor);
      const next = await get(`/posts/${post}/comments?${query}&cursor=${cursor}`);
      expect(idsIn(await thread(post, `${query}&cursor=${cursor}`))).toEqual(
        idsIn(next.body.items as Shown[]),
      );
    }
  });

  it('holds three hundred comments: upper levels first, and a reply of each before any second', async () => {
    const post = await publishes(app, host);
    await grow(post, 100, 5);
    const shown = await thread(post, 'limit=100&replies=20&depth=8');
    expect(flat(shown)).toHaveLength(300);
    expect(new Set(shown.map(({ replies }) => replies.length))).toEqual(new Set([2]));
    for (const { id, nextReplies, replies } of [shown[0]!, shown[99]!]) {
      const { body } = await get(`/comments/${id}/replies?cursor=${nextReplies}`);
      const all = await get(`/comments/${id}/replies`);
      expect([...idsIn(replies), ...idsIn(body.items as Shown[])]).toEqual(
        idsIn(all.body.items as Shown[]),
      );
    }
  });

  it('counts the comments of all levels', async () => {
    const post = await publishes(app, host);
    await grow(post, 60, 2);
    await app.sql(
      `
      insert into comment (post_id, parent_id, root_id, depth, author_id, body)
      select post_id, id, root_id, 2, author_id, 'deeper'
      from comment
      cross join generate_series(1, 2)
      where post_id = $1 and depth = 1
      `,
      [post],
    );
    await app.sql(
      `
      insert into comment_counter (comment_id, list_id)
      select id, parent_id from comment where post_id = $1 and depth = 2
      `,
      [post],
    );
    const levels = flat(await thread(post, 'limit=60&replies=2&depth=8')).map(({ depth }) => depth);
    const sizes = [0, 1, 2].map((level) => levels.filter((depth) => depth === level).length);
    expect(sizes).toEqual([60, 120, 120]);
  });

  it('costs a constant number of statements, and for each comment little more than a list', async () => {
    const post = await publishes(app, host);
    await grow(post, 50, 3);
    await app.sql('analyze');
    const short = await publishes(app, host);
    await grow(short, 1, 1);
    const cost = (of: string): Promise<Effort> => effortOf(app, () => get(`/posts/${of}`, other));
    const list = await cost(`${post}/comments?limit=20`);
    const conversation = await cost(`${post}/thread?limit=50&replies=3`);
    expect(flat(await thread(post, 'limit=50&replies=3'))).toHaveLength(200);
    expect(conversation.statements).toBe((await cost(`${short}/thread`)).statements);
    expect(conversation.buffers / 200).toBeLessThanOrEqual((list.buffers / 20) * 1.5);
  });
});

describe('who sees what in a conversation', () => {
  it('is what the lists show, whoever reads, with tombstones', async () => {
    const { post, readers } = await livelyPost();
    for (const reader of [undefined, host, ...readers]) {
      const conversation = await thread(post, 'sort=oldest&limit=100&replies=20&depth=8', reader);
      const listed = await asListed(`/posts/${post}/comments`, reader);
      expect(treeOf(conversation)).toEqual(listed);
      expect(flat(conversation).some(({ isDeleted }) => isDeleted)).toBe(true);
    }
  });

  it('is nobody’s where the post can’t be seen', async () => {
    const post = await publishes(app, host);
    const [comment] = await answers(post, undefined, 1);
    await editsPost(app, host, post, { visibility: 'private' });
    for (const reader of [undefined, writer]) {
      expect((await get(`/posts/${post}/thread`, reader)).status).toBe(404);
      expect((await get(`/comments/${comment}/context`, reader)).status).toBe(404);
    }
    expect(idsIn(await thread(post, '', host))).toEqual([comment]);
  });
});

describe('the context of a comment', () => {
  it('is the post and all that it answers, from the top level down, with tombstones', async () => {
    const post = await publishes(app, host);
    const top = await comments(app, writer, post, 'top');
    const below = await comments(app, other, post, 'below', top);
    await comments(app, writer, post, 'beside', top);
    const last = await comments(app, writer, post, 'last', below);
    await removesComment(app, other, below);
    const { body } = await get(`/comments/${last}/context`, writer);
    expect(body).toMatchObject({
      post: { id: post },
      ancestors: [
        { id: top, body: 'top', isDeleted: false },
        { id: below, body: null, isDeleted: true },
      ],
      comment: { id: last, body: 'last', depth: 2 },
    });
    const single = await get(`/comments/${last}`, writer);
    expect(body.comment).toEqual(single.body);
    const [outer] = (await get(`/comments/${top}/context`, writer)).body.ancestors as Shown[];
    expect(outer).toBeUndefined();
  });

  it('is that of a tombstone too, and not there for who can’t see the comment', async () => {
    const post = await publishes(app, host);
    const top = await comments(app, writer, post, 'top');
    const wary = await person(app, 'wary');
    await blocks(app, wary, writer);
    expect((await get(`/comments/${top}/context`, wary)).status).toBe(404);
    await comments(app, other, post, 'reply', top);
    const { body } = await get(`/comments/${top}/context`, wary);
    expect(body.comment).toMatchObject({ id: top, isDeleted: true, body: null });
  });
});

/** So many comments at the top level with so many replies each, by two people. */
async function grow(post: PostId, count: number, replies: number): Promise<void> {
  await app.sql(
    `
    with top as (
      insert into comment (post_id, author_id, body)
      select $1, $2, 'top' from generate_series(1, $4::integer)
      returning id
    ),
    replies as (
      insert into comment (post_id, parent_id, root_id, depth, author_id, body)
      select $1, id, id, 1, $3, 'reply' from top cross join generate_series(1, $5::integer)
      returning id, parent_id
    )
    insert into comment_counter (comment_id, list_id, reply_count)
    select id, $1, $5 from top
    union all
    select id, parent_id, 0 from replies
    `,
    [post, writer.id, other.id, count, replies],
  );
}

/** A conversation of many people, of whom some delete, are suspended, block or are blocked. */
async function livelyPost(): Promise<{ post: PostId; readers: readonly Person[] }> {
  const post = await publishes(app, host);
  const talkers: Person[] = [];
  for (let n = 0; n < 6; n += 1) {
    talkers.push(await person(app, 'talker'));
  }
  const said: { id: CommentId; author: Person }[] = [];
  // Always the same walk of places: 7 and 11 share no factor with what they count.
  for (let n = 0; n < 60; n += 1) {
    const author = talkers[(n * 7) % talkers.length]!;
    const parent = n < 6 ? undefined : said[(n * 11) % Math.min(n, 25)]!.id;
    said.push({ id: await comments(app, author, post, `words ${n}`, parent), author });
  }
  for (const { id, author } of said.filter((_, n) => n % 9 === 4)) {
    await removesComment(app, author, id);
  }
  const [first, second, third, suspended] = talkers;
  await suspends(app, suspended!);
  await blocks(app, first!, second!);
  await blocks(app, third!, first!);
  await app.settle();
  return { post, readers: [first!, second!, third!] };
}
