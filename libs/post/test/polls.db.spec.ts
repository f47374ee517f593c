import type { UserId } from '#libs/kernel';
import { type PostId } from '#libs/post';
import { isAwaited, outcome, type TestAnswer, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { comesDue, editsPost, poll, pollsEnd, publishes } from '#libs/testing/posts';
import { VoteService } from '../src/polls/vote.service.js';
import { answered, get, openStage, picture } from './stage.js';

let app: TestHttp;
let mina: Person;
let joon: Person;
let sora: Person;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ mina, joon, sora } = await people(app, 'mina', 'joon', 'sora'));
});
afterEach(async () => {
  await app.settle();
  expect(await app.drift()).toEqual([]);
});
afterAll(() => app.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

const send = (body: object) =>
  app.request({ method: 'POST', url: '/v1/posts', as: mina, body: { body: 'When?', ...body } });
const change = (id: string, body: object, headers = {}) =>
  app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as: mina, body, headers });
const vote = (as: Person, post: string, ...choices: number[]): Promise<TestAnswer> =>
  app.request({ method: 'PUT', url: `/v1/posts/${post}/poll/vote`, as, body: { choices } });
const votes = ({ viewer }: Person, post: PostId, ...choices: number[]): Promise<void> =>
  app.get(VoteService).vote(viewer, post, choices);
const asked = (change: Parameters<typeof poll>[0] = {}, more: object = {}): Promise<PostId> =>
  publishes(app, mina, { poll: poll(change), ...more });
const pollAt = async (id: string, as?: Person) => (await get(app, `/posts/${id}`, as)).body.poll;
const countsAt = async (id: string, as?: Person) => {
  const { voterCount, options } = await pollAt(id, as);
  return [voterCount, ...options.map((option: { voteCount: number | null }) => option.voteCount)];
};

describe('a poll', () => {
  it('is in the post as it was asked', async () => {
    const closesAt = inMs(DAY);
    const answer = await send({ poll: { options: ['토요일', '일요일'], closesAt } });
    expect(answered(answer)).toBe('201');
    expect(answer.body.poll).toEqual({
      options: [
        { text: '토요일', voteCount: 0 },
        { text: '일요일', voteCount: 0 },
      ],
      multiple: false,
      voterCount: 0,
      closesAt,
      isClosed: false,
      viewer: { choices: [] },
    });
    expect(await pollAt(answer.body.id, mina)).toEqual(answer.body.poll);
    expect(await pollAt(answer.body.id)).toMatchObject({ voterCount: null, viewer: null });
    expect(await countsAt(answer.body.id, joon)).toEqual([null, null, null]);
  });

  it('stands for words', async () => {
    const answer = await send({ body: '', poll: poll() });
    expect(answer.body).toMatchObject({ body: '', title: '', slug: answer.body.id });
    expect(answered(await change(answer.body.id, { poll: null }))).toBe('422 nothing-left');
    expect(answered(await change(answer.body.id, { poll: null, body: 'x' }))).toBe('200');
  });

  it.each<[string, object | string]>([
    ['one option', { options: ['a'] }],
    ['seven options', { options: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['an option twice', { options: ['a', 'a'] }],
    ['an empty option', { options: ['a', ''] }],
    ['a long option', { options: ['a', '😀'.repeat(61)] }],
    ['an option that shows nothing', { options: ['a', '\u3164'] }],
    ['no options', { options: undefined }],
    ['no end', { closesAt: undefined }],
    ['an end that is no time', { closesAt: 'tomorrow' }],
    ['no poll but a text', 'x'],
  ])('may not have %s', async (_, wrong) => {
    const asking = typeof wrong === 'string' ? wrong : { ...poll(), ...wrong };
    const answer = await send({ body: '', poll: asking });
    expect(answered(answer)).toBe('400 validation-failed');
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.every((pointer: string) => pointer.startsWith('/poll'))).toBe(true);
    const post = await publishes(app, mina);
    expect(answered(await change(post, { poll: asking }))).toBe('400 validation-failed');
  });

  it.each([
    [4 * MINUTE, '422 poll-time-out-of-range'],
    [6 * MINUTE, '201'],
    [14 * DAY - MINUTE, '201'],
    [14 * DAY + MINUTE, '422 poll-time-out-of-range'],
  ])('that ends in %d ms', async (ms, expected) => {
    expect(answered(await send({ poll: poll({ closesAt: inMs(ms) }) }))).toBe(expected);
    const post = await asked();
    const changed = await change(post, { poll: poll({ closesAt: inMs(ms) }) });
    expect(answered(changed)).toBe(expected.replace('201', '200'));
  });

  it('tells of all that is wrong at once', async () => {
    const wrong = await send({ poll: poll({ closesAt: inMs(0) }), mediaIds: ['5'] });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/mediaIds',
      '/poll/closesAt',
    ]);
  });

  it('comes, changes and goes while nobody has voted', async () => {
    const post = await publishes(app, mina);
    const begun = await change(post, { poll: poll() });
    expect(begun.body.poll.options).toHaveLength(3);
    const same = await change(post, { poll: poll({ closesAt: begun.body.poll.closesAt }) });
    expect(same.headers['etag']).toBe(begun.headers['etag']);
    const other = await change(post, { poll: poll({ options: ['a', 'b'], multiple: true }) });
    expect(other.body.poll).toMatchObject({ multiple: true });
    expect(other.body.poll.options).toHaveLength(2);
    expect((await change(post, { body: 'Other' })).body.poll).toEqual(other.body.poll);
    expect((await change(post, { poll: null })).body.poll).toBeNull();
    expect(answered(await vote(joon, post, 0))).toBe('404 not-found');
    await change(post, { poll: poll() });
    expect(answered(await vote(joon, post, 0))).toBe('200');
  });

  it('that somebody has voted in stays as it is', async () => {
    const post = await asked();
    await votes(joon, post, 0);
    const { closesAt } = await pollAt(post, mina);
    for (const other of [null, poll({ options: ['a', 'b'] }), poll({ closesAt: inMs(2 * DAY) })]) {
      expect(answered(await change(post, { poll: other }))).toBe('422 poll-has-votes');
    }
    expect(answered(await change(post, { poll: poll({ closesAt }), body: 'Other' }))).toBe('200');
  });

  it('that is closed stays as it is', async () => {
    const post = await asked();
    await pollsEnd(app, post);
    expect(answered(await change(post, { poll: poll() }))).toBe('422 poll-closed');
  });
});

describe('of a draft', () => {
  it('opens when that is published', async () => {
    const draft = await asked({}, { status: 'draft' });
    expect(answered(await vote(mina, draft, 0))).toBe('422 poll-closed');
    expect(answered(await vote(joon, draft, 0))).toBe('404 not-found');
    await pollsEnd(app);
    expect(answered(await change(draft, { status: 'published' }))).toBe('200');
    expect(answered(await vote(joon, draft, 0))).toBe('200');
  });

  it('must still be open long enough then', async () => {
    const draft = await asked({}, { status: 'draft' });
    await app.sql(`update poll set closes_at = now() + interval '4 minutes' where post_id = $1`, [
      draft,
    ]);
    const late = await change(draft, { status: 'published' });
    expect(answered(late)).toBe('422 poll-time-out-of-range');
    const renewed = await change(draft, { status: 'published', poll: poll() });
    expect(renewed.body).toMatchObject({ status: 'published', poll: { isClosed: false } });
  });

  it('counts from the time for which that is scheduled', async () => {
    const publishAt = inMs(30 * DAY);
    const soon = { status: 'draft', publishAt, poll: poll() };
    expect(answered(await send(soon))).toBe('422 poll-time-out-of-range');
    const sound = { ...soon, poll: poll({ closesAt: inMs(31 * DAY) }) };
    const { body } = await send(sound);
    expect(body.poll.isClosed).toBe(false);
    const later = await change(body.id, { publishAt: inMs(32 * DAY) });
    expect(answered(later)).toBe('422 poll-time-out-of-range');
  });

  it('opens by itself with it, or stays with it when it is too late', async () => {
    const form = (): object => ({ status: 'draft', publishAt: inMs(DAY) });
    const closesAt = inMs(DAY + 6 * MINUTE);
    const [sound, late] = [await asked({ closesAt }, form()), await asked({ closesAt }, form())];
    await app.sql(`update poll set closes_at = now() + interval '6 minutes' where post_id = $1`, [
      sound,
    ]);
    await app.sql(`update poll set closes_at = now() where post_id = $1`, [late]);
    await comesDue(app, sound, late);
    expect((await get(app, `/posts/${sound}`, mina)).body.status).toBe('published');
    expect((await get(app, `/posts/${late}`, mina)).body).toMatchObject({
      status: 'draft',
      publishError: 'poll-time-out-of-range',
    });
  });
});

describe('a vote', () => {
  it('shows the voter what others chose, and nobody else', async () => {
    const post = await asked();
    const answer = await vote(joon, post, 1);
    expect(answered(answer)).toBe('200');
    expect(answer.body).toMatchObject({ voterCount: 1, viewer: { choices: [1] } });
    expect(await pollAt(post, joon)).toEqual(answer.body);
    expect(await countsAt(post, joon)).toEqual([1, 0, 1, 0]);
    expect(await countsAt(post, mina)).toEqual([1, 0, 1, 0]);
    expect(await countsAt(post, sora)).toEqual([null, null, null, null]);
    expect(await countsAt(post)).toEqual([null, null, null, null]);
    await pollsEnd(app, post);
    expect(await countsAt(post)).toEqual([1, 0, 1, 0]);
    expect(await pollAt(post, sora)).toMatchObject({ isClosed: true, viewer: { choices: [] } });
  });

  it('is in lists with what it shows', async () => {
    const post = await asked();
    await votes(joon, post, 2);
    await app.settle();
    for (const [as, counts] of [
      [joon, 1],
      [mina, 1],
      [sora, null],
    ] as const) {
      const { items } = (await get(app, `/posts?authorId=${mina.id}`, as)).body;
      expect(items[0].poll).toMatchObject({ voterCount: counts });
      expect(items[0].poll.options[2].voteCount).toBe(counts);
    }
  });

  it('is final; the same one again changes nothing', async () => {
    const post = await asked({ multiple: true });
    expect(answered(await vote(joon, post, 0, 2))).toBe('200');
    expect(answered(await vote(joon, post, 2, 0))).toBe('200');
    for (const other of [[0], [0, 1], [0, 1, 2]]) {
      expect(answered(await vote(joon, post, ...other))).toBe('422 already-voted');
    }
    expect(await countsAt(post, joon)).toEqual([1, 1, 0, 1]);
  });

  it.each<[string, unknown]>([
    ['several options of one', [0, 1]],
    ['an option that is not there', [3]],
    ['an option that no poll has', [6]],
    ['an option below the first', [-1]],
    ['half an option', [0.5]],
    ['an option twice', [0, 0]],
    ['nothing', []],
    ['texts', ['0']],
    ['no list', 0],
  ])('for %s is refused', async (_, choices) => {
    const post = await asked();
    const url = `/v1/posts/${post}/poll/vote`;
    const answer = await app.request({ method: 'PUT', url, as: joon, body: { choices } });
    expect(answered(answer)).toBe('400 validation-failed');
    expect(answer.body.errors[0].pointer).toMatch(/^\/choices/);
    expect(await countsAt(post, mina)).toEqual([0, 0, 0, 0]);
  });

  it('needs a poll that the person sees', async () => {
    const post = await asked();
    await blocks(app, mina, joon);
    expect(answered(await vote(joon, post, 0))).toBe('404 not-found');
    await setsPublic(app, mina, false);
    expect(answered(await vote(sora, post, 0))).toBe('404 not-found');
    expect(await app.sql(`select from poll_vote where post_id = $1`, [post])).toEqual([]);
    expect(answered(await vote(mina, post, 0))).toBe('200');
    expect(answered(await vote(mina, await publishes(app, mina), 0))).toBe('404 not-found');
  });

  it('comes too late at the end; who has voted may say so again', async () => {
    const post = await asked();
    await votes(joon, post, 0);
    await app.sql(`update poll set closes_at = now() where post_id = $1`, [post]);
    expect(answered(await vote(sora, post, 0))).toBe('422 poll-closed');
    expect(answered(await vote(joon, post, 0))).toBe('200');
    expect(answered(await vote(joon, post, 1))).toBe('422 already-voted');
  });

  it('counts while its person is active', async () => {
    const post = await asked({ multiple: true });
    await votes(joon, post, 0, 1);
    await votes(sora, post, 1);
    await suspends(app, joon);
    await app.settle();
    expect(await countsAt(post, mina)).toEqual([1, 0, 1, 0]);
    await restores(app, joon);
    await app.settle();
    expect(await countsAt(post, mina)).toEqual([2, 1, 2, 0]);
    expect(await outcome(votes({ ...joon }, post, 0, 1))).toBe('done');
  });

  it('changes the entity tag of the post, not its version', async () => {
    const post = await asked();
    const before = (await get(app, `/posts/${post}`, mina)).headers['etag'] as string;
    await votes(joon, post, 0);
    const url = `/v1/posts/${post}`;
    const read = await app.request({
      method: 'GET',
      url,
      as: mina,
      headers: { 'if-none-match': before },
    });
    expect(read.status).toBe(200);
    const edited = await change(post, { body: 'Other' }, { 'if-match': before });
    expect(answered(edited)).toBe('200');
  });

  it('is in no event, no job and no entry of the log of the program', async () => {
    const post = await asked();
    await votes(joon, post, 0);
    await pollsEnd(app, post);
    const jobs = await app.sql<{ data: object }>(
      `select data from pgboss.job where data::text like '%' || $1 || '%'`,
      [post],
    );
    for (const { data } of jobs) {
      expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['choices']));
      expect(JSON.stringify(data)).not.toContain(joon.id);
    }
  });
});

describe('at the same moment', () => {
  it('fifty votes of one person are one', async () => {
    const post = await asked();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) => outcome(votes(joon, post, i % 2))),
    );
    expect(new Set(results)).toEqual(new Set(['done', 'already-voted']));
    expect(results.filter((result) => result === 'done')).toHaveLength(25);
    const counts = await countsAt(post, joon);
    expect(counts[0]).toBe(1);
    expect(Number(counts[1]) + Number(counts[2])).toBe(1);
  });

  it('votes of many all count', async () => {
    const post = await asked({ multiple: true });
    const everybody = await crowd(app, 20);
    await Promise.all(everybody.map((one, i) => votes(one, post, ...(i % 2 ? [0, 1] : [1]))));
    expect(await countsAt(post, mina)).toEqual([20, 10, 20, 0]);
  });

  it('a change waits for a vote, and finds it', async () => {
    const post = await asked();
    const result: string[] = [];
    const changes = async () => {
      result.push(await outcome(editsPost(app, mina, post, { poll: null })));
    };
    expect(await isAwaited(app, () => votes(joon, post, 0), changes)).toBe(true);
    expect(result).toEqual(['poll-has-votes']);
  });

  it('a vote waits for a change, and is one for what is asked then', async () => {
    const post = await asked();
    const result: string[] = [];
    const other = { poll: poll({ options: ['a', 'b'] }) };
    const voting = async () => {
      result.push(await outcome(votes(joon, post, 2)));
    };
    expect(await isAwaited(app, () => editsPost(app, mina, post, other), voting)).toBe(true);
    expect(result).toEqual(['validation-failed']);
    const taking = () => editsPost(app, mina, post, { poll: null });
    expect(await isAwaited(app, taking, voting)).toBe(true);
    expect(result).toEqual(['validation-failed', 'not-found']);
  });

  it('a vote is before the end or after it', async () => {
    const post = await asked();
    expect(
      await isAwaited(
        app,
        () => votes(joon, post, 0),
        () => pollsEnd(app, post),
      ),
    ).toBe(true);
    expect(await countsAt(post)).toEqual([1, 1, 0, 0]);
    expect(await outcome(votes(sora, post, 0))).toBe('poll-closed');
  });

  it('two workers tell of an end once', async () => {
    const posts = await Promise.all(Array.from({ length: 60 }, () => asked()));
    await Promise.all([pollsEnd(app, ...posts), pollsEnd(app), pollsEnd(app)]);
    const [told] = await app.sql(
      `
      select count(*)::integer as closed, count(distinct closed_position)::integer as places
      from poll
      where post_id = any ($1::bigint[]) and closing_at is null and closed_position is not null
      `,
      [posts],
    );
    expect(told).toEqual({ closed: 60, places: 60 });
  });
});

it('is told by the loop only when its post was published', async () => {
  const [draft, post] = [await asked({}, { status: 'draft' }), await asked()];
  await pollsEnd(app, draft, post);
  const rows = await app.sql(
    `select post_id as id from poll where closed_position is not null and post_id = any ($1::bigint[])`,
    [[draft, post]],
  );
  expect(rows).toEqual([{ id: post }]);
});

it('keeps a poll beside pictures', async () => {
  const image = await picture(app, mina);
  const { body } = await send({ body: '', poll: poll(), mediaIds: [image] });
  expect((await change(body.id, { poll: null })).body).toMatchObject({ poll: null, body: '' });
  const left = await change(body.id, { mediaIds: [] });
  expect(answered(left)).toBe('422 nothing-left');
});

it('shows administrators no more of votes than others', async () => {
  const post = await asked();
  await votes(joon, post, 0);
  const rows = await app.sql<{ id: UserId }>(`select user_id as id from poll_vote`);
  expect(rows.map(({ id }) => id)).toContain(joon.id);
  expect(JSON.stringify(await get(app, `/posts/${post}`, mina))).not.toContain(joon.id);
});
