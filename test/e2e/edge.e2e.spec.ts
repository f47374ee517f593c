import { eventually } from '../../libs/testing/src/eventually.js';
import { publishes, uploads } from './support/acts.js';
import { authorization, targetOf } from './support/broken-requests.js';
import { operations } from './support/operations.js';
import { people, type Person } from './support/people.js';
import { type Answer, json, send } from './support/wire.js';
import { World } from './support/world.js';

const TAG = /^"(\d+)-([\w-]{16})"$/;

let world: World;
let author: Person;
let reader: Person;

beforeAll(async () => {
  world = await World.make();
  ({ author, reader } = await people('author', 'reader'));
});

async function as(
  who: Person | undefined,
  method: string,
  target: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  return send({
    method,
    target,
    headers: {
      ...(who && { authorization: `Bearer ${who.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function publish(body: object = {}): Promise<string> {
  const { id } = await publishes(author, { body: 'A post at the edge', ...body });
  return `/v1/posts/${id}`;
}

/**
 * Asks for a thing by a tag that it has before and after the question: what is done in the background, like the
 * processing of pictures, may change it in between.
 */
async function whileUnchanged(
  ask: (headers?: Record<string, string>) => Promise<Answer>,
  form: (tag: string) => string,
): Promise<{ tag: string; known: string; answer: Answer }> {
  const { before, known, answer } = await eventually(
    async () => {
      const before = (await ask()).headers['etag']!;
      const known = form(before);
      const answer = await ask({ 'if-none-match': known });
      return { before, known, answer, after: (await ask()).headers['etag'] };
    },
    ({ before, after }) => before === after,
  );
  return { tag: before, known, answer };
}

function versionOf(answer: Answer): number {
  return Number(TAG.exec(answer.headers['etag'] ?? '')?.[1]);
}

describe('ETag', () => {
  const resources = operations.filter(
    ({ path, headers }) => path.startsWith('/v1/') && headers.has('if-none-match'),
  );

  test.each(resources.map((operation) => [operation.name, operation] as const))(
    '%s tells it, and 304 to who has it',
    async (_, operation) => {
      const ask = (headers: Record<string, string> = {}): Promise<Answer> =>
        send({
          method: 'GET',
          target: targetOf(operation, world),
          headers: { ...authorization(operation, world), ...headers },
        });
      const full = await ask();
      expect([full.status, full.headers['etag']]).toEqual([200, expect.stringMatching(TAG)]);
      const forms = [
        (tag: string) => tag,
        (tag: string) => `W/${tag}`,
        (tag: string) => `"1-aaaaaaaaaaaaaaaa", W/${tag}`,
        () => '*',
      ];
      for (const form of forms) {
        const { tag, known, answer } = await whileUnchanged(ask, form);
        const { status, text, headers } = answer;
        expect([known, status, text, headers['etag']]).toEqual([known, 304, '', tag]);
        expect(headers['content-type']).toBeUndefined();
        expect(headers['cache-control']).toBe('private, no-cache');
      }
      const other = full.headers['etag']!.replace(/-.*/, '-aaaaaaaaaaaaaaaa"');
      expect((await ask({ 'if-none-match': other })).status).toBe(200);
    },
  );

  it('changes its digest with a counter, and its version only with an edit', async () => {
    const post = await publish();
    const before = await as(author, 'GET', post);
    await as(reader, 'PUT', `${post}/like`);
    const liked = await as(author, 'GET', post, {
      headers: { 'if-none-match': before.headers['etag']! },
    });
    expect([liked.status, json(liked)['likeCount']]).toEqual([200, 1]);
    expect(liked.headers['etag']).not.toBe(before.headers['etag']);
    expect(versionOf(liked)).toBe(versionOf(before));

    const edited = await as(author, 'PATCH', post, {
      headers: { 'if-match': before.headers['etag']! },
      body: { title: 'Edited after a like' },
    });
    expect(edited.status).toBe(200);
    expect(versionOf(edited)).toBeGreaterThan(versionOf(before));
    expect((await as(author, 'GET', post)).headers['etag']).toBe(edited.headers['etag']);
  });

  it('is the same for a created thing as for the thing read', async () => {
    const made = await as(author, 'POST', '/v1/posts', { body: { body: 'New' } });
    const read = await as(author, 'GET', made.headers['location']!);
    expect([made.status, made.headers['etag']]).toEqual([201, read.headers['etag']]);
  });

  it('differs between two people who see it differently', async () => {
    const post = await publish();
    await as(reader, 'PUT', `${post}/like`);
    const [mine, theirs] = await Promise.all([
      as(author, 'GET', post),
      as(reader, 'GET', post, { headers: { 'if-none-match': '"1-aaaaaaaaaaaaaaaa"' } }),
    ]);
    expect(mine.headers['etag']).not.toBe(theirs.headers['etag']);
  });

  it('stays for a post whose pictures have signed addresses', async () => {
    const { id: mediaId } = await uploads(author);
    const post = await publish({ visibility: 'followers', mediaIds: [mediaId] });
    const first = await eventually(
      () => as(author, 'GET', post),
      ({ text }) => text.includes('"ready"'),
    );
    const again = await as(author, 'GET', post, {
      headers: { 'if-none-match': first.headers['etag']! },
    });
    expect(first.text).toContain('signature=');
    expect(again.status).toBe(304);
  });
});

describe('If-Match', () => {
  test.each([
    ['posts', () => publish(), { body: 'Edited' }],
    [
      'comments',
      async () => {
        const post = await publish();
        const made = await as(author, 'POST', `${post}/comments`, { body: { body: 'Mine' } });
        return made.headers['location']!;
      },
      { body: 'Edited' },
    ],
    ['media', async () => `/v1/media/${(await uploads(author)).id}`, { altText: 'Edited' }],
  ] as const)('keeps stale edits and deletions of %s out', async (_, make, change) => {
    const target = await make();
    const stale = (await as(author, 'GET', target)).headers['etag']!;
    const matched = await as(author, 'PATCH', target, {
      headers: { 'if-match': `W/${stale}` },
      body: change,
    });
    expect(matched.status).toBe(200);
    const late = { headers: { 'if-match': stale } };
    for (const answer of [
      await as(author, 'PATCH', target, { ...late, body: change }),
      await as(author, 'DELETE', target, late),
    ]) {
      expect([answer.status, json(answer)['code']]).toEqual([412, 'precondition-failed']);
    }
    const fresh = { headers: { 'if-match': matched.headers['etag']! } };
    expect((await as(author, 'DELETE', target, fresh)).status).toBe(204);
    expect((await as(author, 'GET', target)).status).toBe(404);
  });

  test.each(['/v1/me', '/v1/me/profile'])('keeps stale edits of %s out', async (target) => {
    const body = target.endsWith('me') ? { fullName: 'New Name' } : { bio: 'New words' };
    const stale = (await as(reader, 'GET', target)).headers['etag']!;
    const headers = { 'if-match': stale };
    const answers = [
      await as(reader, 'PATCH', target, { headers, body }),
      await as(reader, 'PATCH', target, { headers, body: { ...body } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 412]);
  });

  it('lets one of ten simultaneous edits through', async () => {
    const post = await publish();
    const headers = { 'if-match': (await as(author, 'GET', post)).headers['etag']! };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        as(author, 'PATCH', post, { headers, body: { title: `Edit ${i}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
  });

  it('of any version is *', async () => {
    const post = await publish();
    const headers = { 'if-match': '*' };
    expect((await as(author, 'DELETE', post, { headers })).status).toBe(204);
  });
});

describe('lists', () => {
  it('link to their next page with everything that was asked, up to the last', async () => {
    const tag = `edge-${author.nickname}`;
    const wanted = await Promise.all(
      ['한 글', 'two&two', 'three'].map(() => publish({ tags: [tag, '꼬리 & 표'] })),
    );
    const query = `limit=1&tag=${tag}&tag=${encodeURIComponent('꼬리 & 표')}&sort=latest`;
    const found: string[] = [];
    let target: string | undefined = `/v1/posts?${query}`;
    while (target !== undefined && found.length < 10) {
      const page: Answer = await as(undefined, 'GET', target);
      const { items, nextCursor } = json(page) as { items: { id: string }[]; nextCursor: unknown };
      found.push(...items.map(({ id }) => `/v1/posts/${id}`));
      const link: string | undefined = page.headers['link'];
      expect(link === undefined).toBe(nextCursor === null);
      target = link === undefined ? undefined : /^<(\/[^>]+)>; rel="next"$/.exec(link)![1];
      if (target !== undefined) {
        const asked = new URLSearchParams(target.split('?')[1]);
        expect(asked.get('cursor')).toBe(nextCursor);
        expect(asked.getAll('tag')).toEqual([tag, '꼬리 & 표']);
      }
    }
    expect(found.sort()).toEqual(wanted.sort());
  });

  it('have no tag and are not stored by caches', async () => {
    const { headers } = await as(reader, 'GET', '/v1/feeds/home');
    expect([headers['etag'], headers['cache-control']]).toEqual([undefined, 'private, no-cache']);
  });
});

describe('Location', () => {
  it('leads to what was created, and the answer is that', async () => {
    const made = await as(author, 'POST', '/v1/posts', {
      body: { title: '𠮷'.repeat(250), body: 'Wide', tags: ['가나', 'é'] },
    });
    expect(made.headers['location']).toBe(`/v1/posts/${String(json(made)['id'])}`);
    const read = await as(author, 'GET', made.headers['location']!);
    expect(json(read)).toEqual(json(made));
    const slug = encodeURIComponent(String(json(made)['slug']));
    expect(json(await as(author, 'GET', `/v1/posts/by-slug/${slug}`))).toEqual(json(made));

    const comment = await as(author, 'POST', `${made.headers['location']!}/comments`, {
      body: { body: 'First' },
    });
    expect(json(await as(author, 'GET', comment.headers['location']!))).toEqual(json(comment));
  });
});
