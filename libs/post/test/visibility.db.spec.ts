import type { PostId } from '#libs/kernel';
import { AccountStatusService } from '#libs/user';
import { PostPolicy } from '#libs/post';
import { people, type Person, type TestHttp } from '#libs/testing';
import { allOf, get, openStage, picture, publishes } from './stage.js';

const VIEWERS = ['author', 'follower', 'stranger', 'blocked', 'nobody'] as const;
type ViewerName = (typeof VIEWERS)[number];

interface State {
  readonly name: string;
  readonly seenBy: readonly ViewerName[];
  readonly status?: 'draft';
  readonly visibility?: 'followers' | 'private';
  readonly profile?: 'private';
  readonly gone?: 'deleted' | 'deactivated' | 'author suspended';
}

const STATES: readonly State[] = [
  { name: 'draft', status: 'draft', seenBy: ['author'] },
  { name: 'public', seenBy: ['author', 'follower', 'stranger', 'nobody'] },
  { name: 'for followers', visibility: 'followers', seenBy: ['author', 'follower'] },
  { name: 'private', visibility: 'private', seenBy: ['author'] },
  { name: 'public of a private profile', profile: 'private', seenBy: ['author', 'follower'] },
  { name: 'deleted', gone: 'deleted', seenBy: [] },
  { name: 'deactivated', gone: 'deactivated', seenBy: [] },
  { name: 'of a suspended author', gone: 'author suspended', seenBy: [] },
];

let app: TestHttp;
const viewers: Partial<Record<ViewerName, Person>> = {};

beforeAll(async () => {
  app = await openStage();
  Object.assign(viewers, await people(app, 'follower', 'stranger', 'blocked'));
});
afterAll(() => app.close());

async function arrange(state: State): Promise<{ author: Person; postId: PostId; slug: string }> {
  const { author } = await people(app, 'author');
  viewers.author = author;
  const { follower, blocked } = viewers;
  await app.sql(`insert into follow (follower_id, followee_id) values ($1, $2), ($3, $2)`, [
    follower!.id,
    author.id,
    blocked!.id,
  ]);
  await app.sql(`insert into block (blocker_id, blocked_id) values ($1, $2)`, [
    author.id,
    blocked!.id,
  ]);
  const mediaIds = [await picture(app, author)];
  const postId = await publishes(app, author, {
    status: state.status,
    visibility: state.visibility,
    mediaIds,
  });
  if (state.profile === 'private') {
    await app.sql(`update profile set is_public = false where user_id = $1`, [author.id]);
  }
  if (state.gone === 'deleted') {
    await app.request({ method: 'DELETE', url: `/v1/posts/${postId}`, as: author });
  }
  if (state.gone === 'deactivated') {
    await app.sql(`update post set is_active = false where id = $1`, [postId]);
  }
  if (state.gone === 'author suspended') {
    await app.get(AccountStatusService).suspend(author.id);
  }
  const [row] = await app.sql<{ slug: string }>(`select slug from post where id = $1`, [postId]);
  return { author, postId, slug: row!.slug };
}

describe.each(STATES)('a post that is $name', (state) => {
  let author: Person;
  let postId: PostId;
  let slug: string;
  beforeAll(async () => {
    ({ author, postId, slug } = await arrange(state));
  });

  it.each(VIEWERS)('for %s', async (name) => {
    if (name === 'author' && state.gone === 'author suspended') {
      return;
    }
    const viewer = viewers[name];
    const seen = state.seenBy.includes(name);
    const listed = seen && state.status !== 'draft' && state.visibility === undefined;

    expect((await get(app, `/posts/${postId}`, viewer)).status).toBe(seen ? 200 : 404);
    expect((await get(app, `/posts/by-slug/${slug}`, viewer)).status).toBe(seen ? 200 : 404);
    expect((await get(app, `/posts/${postId}/images`, viewer)).status).toBe(seen ? 200 : 404);
    const visible = await app.get(PostPolicy).visibleTo(viewer?.viewer ?? null, [postId]);
    expect(visible.has(postId)).toBe(seen);

    const ids = (await allOf(app, '/posts?limit=100', viewer)).map(({ id }) => id);
    expect(ids.includes(postId)).toBe(listed);

    const personIsHidden = name === 'blocked' || state.gone === 'author suspended';
    for (const list of ['posts', 'images']) {
      const answer = await get(app, `/users/${author.id}/${list}`, viewer);
      expect(answer.status).toBe(personIsHidden ? 404 : 200);
      expect(answer.body.items?.length ?? 0).toBe(seen ? 1 : 0);
    }
  });
});

it('hides a post across a block in both directions', async () => {
  const { author, reader } = await people(app, 'author', 'reader');
  const postId = await publishes(app, author);
  await app.sql(`insert into block (blocker_id, blocked_id) values ($1, $2)`, [
    reader.id,
    author.id,
  ]);
  expect((await get(app, `/posts/${postId}`, reader)).status).toBe(404);
  expect((await get(app, `/users/${author.id}/posts`, reader)).body.items).toEqual([]);
});

it('answers a change by somebody else with 403 when they see the post, else with 404', async () => {
  const { author, other } = await people(app, 'author', 'other');
  const open = await publishes(app, author);
  const closed = await publishes(app, author, { visibility: 'private' });
  for (const [postId, status] of [
    [open, 403],
    [closed, 404],
  ]) {
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/images'],
      ['DELETE', '/images/1'],
      ['GET', '/history'],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : { mediaId: '1' };
      const url = `/v1/posts/${postId}${path}`;
      const answer = await app.request({ method, url, as: other, body });
      expect([method, path, answer.status]).toEqual([method, path, status]);
    }
  }
  expect((await get(app, `/posts/${open}`, author)).status).toBe(200);
});
