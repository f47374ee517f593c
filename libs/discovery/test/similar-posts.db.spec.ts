import type { PostId } from '#libs/post';
import { idsOf, type TestAnswer } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { accepts, blocks, follows, mutes } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { editsPost, likes, publishes, removesPost } from '#libs/testing/posts';
import { ProfileService } from '#libs/user';
import { DismissalService } from '../src/dismissals/dismissal.service.js';
import { daysPass } from './never-suggested.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let author: Person, them: Person, reader: Person;
/** Of the author; the other two are like it. */
let post: PostId, theirs: PostId, far: PostId;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ author, them, reader } = await people(app, 'author', 'them', 'reader'));
  const { other, one, two } = await people(app, 'other', 'one', 'two');
  post = await publishes(app, author, { tags: ['hills'] });
  theirs = await publishes(app, them, { tags: ['hills'] });
  far = await publishes(app, other);
  for (const fan of [one, two]) {
    await likes(app, fan, post);
    await likes(app, fan, theirs);
  }
  await likes(app, two, far);
  await app.computesPosts();
});
afterAll(() => app.close());

const asks = (of: string, as?: Person, query = ''): Promise<TestAnswer> =>
  app.request({ method: 'GET', url: `/v1/posts/${of}/similar${query}`, ...(as && { as }) });
const similar = async (of: string, as?: Person): Promise<string[]> => {
  const { status, body } = await asks(of, as);
  expect(status).toBe(200);
  return idsOf(body);
};

it('have the same likers and tags, the nearest first, for anybody', async () => {
  const { status, body } = await asks(post);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: [
      { id: theirs, author: { id: them.id }, tags: ['hills'], likeCount: 2, viewer: null },
      { id: far, likeCount: 1, viewer: null },
    ],
    nextCursor: null,
  });
  const [one] = (await asks(post, reader)).body.items;
  expect(one).toMatchObject({ id: theirs, viewer: { liked: false } });
});

it('may be my own, and of people whom I follow', async () => {
  await follows(app, reader, them);
  expect(await similar(post, reader)).toEqual([theirs, far]);
  expect(await similar(post, them)).toEqual([theirs, far]);
});

describe('are never', () => {
  interface Case {
    readonly why: string;
    readonly happens: () => Promise<unknown>;
  }
  const edits = (change: Parameters<typeof editsPost>[3]) => () =>
    editsPost(app, them, theirs, change);
  const cases: readonly Case[] = [
    { why: 'of somebody whom I block', happens: () => blocks(app, reader, them) },
    { why: 'of somebody who blocks me', happens: () => blocks(app, them, reader) },
    { why: 'of somebody whom I mute', happens: () => mutes(app, reader, them) },
    {
      why: 'of somebody in whom I am not interested',
      happens: () => app.get(DismissalService).dismissUser(reader.viewer, them.id),
    },
    {
      why: 'of an author in whose posts I am not interested',
      happens: () => app.get(DismissalService).dismissPost(reader.viewer, theirs),
    },
    {
      why: 'of a tag in which I am not interested',
      happens: () => app.get(DismissalService).dismissTag(reader.viewer, 'hills'),
    },
    { why: 'of a private profile', happens: () => setsPublic(app, them, false) },
    {
      why: 'of a private profile that I follow',
      happens: async () => {
        await setsPublic(app, them, false);
        await follows(app, reader, them);
        await accepts(app, them, reader);
      },
    },
    {
      why: 'of somebody who left discovery',
      happens: () => app.get(ProfileService).edit(them.viewer, { discoverable: false }, undefined),
    },
    { why: 'of somebody suspended', happens: () => suspends(app, them) },
    {
      why: 'deleted',
      happens: () => removesPost(app, them, theirs),
    },
    { why: 'for followers', happens: edits({ visibility: 'followers' }) },
    { why: 'private', happens: edits({ visibility: 'private' }) },
    { why: 'warned of', happens: edits({ contentWarning: 'spoiler' }) },
    { why: 'sensitive', happens: edits({ sensitive: true }) },
    { why: 'older than 90 days', happens: () => daysPass(app, them, 91) },
  ];

  it.each(cases)('$why', async ({ happens }) => {
    expect(await similar(post, reader)).toContain(theirs);
    await happens();
    expect(await similar(post, reader)).not.toContain(theirs);
    await app.computesPosts();
    expect(await similar(post, reader)).not.toContain(theirs);
  });
});

describe('are none', () => {
  it.each([
    ['older than 90 days', () => daysPass(app, author, 91)],
    ['for followers', () => editsPost(app, author, post, { visibility: 'followers' })],
    ['warned of', () => editsPost(app, author, post, { contentWarning: 'spoiler' })],
    ['of a private profile', () => setsPublic(app, author, false)],
  ])('to a post that is %s', async (_, happens) => {
    await happens();
    expect(await similar(post, author)).toEqual([]);
    await app.computesPosts();
    expect(await similar(post, author)).toEqual([]);
  });

  it('to a post that shares nothing', async () => {
    const lone = await publishes(app, author);
    await app.computesPosts();
    expect(await similar(lone)).toEqual([]);
  });
});

it.each<[string, () => Promise<[string, Person?]>]>([
  ['unknown', () => Promise.resolve(['1'])],
  [
    'of somebody who blocks me',
    async () => {
      await blocks(app, author, reader);
      return [post, reader];
    },
  ],
  [
    'for others',
    async () => {
      await editsPost(app, author, post, { visibility: 'followers' });
      return [post, reader];
    },
  ],
  [
    'deleted',
    async () => {
      await removesPost(app, author, post);
      return [post, author];
    },
  ],
])('to a post that is %s are not found', async (_, happens) => {
  const [of, as] = await happens();
  const { status, body } = await asks(of, as);
  expect([status, body.code]).toEqual([404, 'not-found']);
});

describe('in pages', () => {
  let all: PostId[];

  beforeEach(async () => {
    const authors = await crowd(app, 24);
    all = [];
    for (const one of authors) {
      all.push(await publishes(app, one, { tags: ['sea'] }));
    }
    post = await publishes(app, author, { tags: ['sea'] });
    await app.computesPosts();
  });

  const pages = async (limit: number, between = () => Promise.resolve()): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { status, body } = await asks(post, reader, `?limit=${limit}${query}`);
      expect(status).toBe(200);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      seen.push(...idsOf(body));
      cursor = body.nextCursor;
      await between();
    }
    return seen;
  };

  it('neither repeat nor skip, 20 in all', async () => {
    const newest = all.slice(-20).reverse();
    expect(await pages(7)).toEqual(newest);
    expect(await pages(20)).toEqual(newest);
    expect(await pages(100)).toEqual(newest);
  });

  it('leave out at once whom one blocks on the way', async () => {
    const [last] = await app.sql<Person>(`select author_id as id from post where id = $1`, [
      all.at(-20),
    ]);
    const seen = await pages(7, () => blocks(app, reader, last!));
    expect(seen).toEqual(all.slice(-19).reverse());
  });

  it('take no cursor of another list', async () => {
    const { status, body } = await asks(post, reader, '?cursor=W10');
    expect([status, body.code]).toEqual([400, 'invalid-cursor']);
  });
});
