import type { UserId } from '#libs/kernel';
import { expectNoDrift, isAwaited, outcome } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { editsPost, poll, pollsEnd, publishes } from '#libs/testing/posts';
import { type PollStage, pollStage } from './poll-stage.js';
import { answered } from './stage.js';

let app: PollStage;
let mina: Person;
let joon: Person;
let sora: Person;

beforeAll(async () => {
  app = await pollStage();
});
beforeEach(async () => {
  ({ mina, joon, sora } = await people(app, 'mina', 'joon', 'sora'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

describe('a vote', () => {
  it('shows the voter what others chose, and nobody else', async () => {
    const post = await app.asks(mina);
    const answer = await app.vote(joon, post, 1);
    expect(answered(answer)).toBe('200');
    expect(answer.body).toMatchObject({ voterCount: 1, viewer: { choices: [1] } });
    expect(await app.pollAt(post, joon)).toEqual(answer.body);
    expect(await app.countsAt(post, joon)).toEqual([1, 0, 1, 0]);
    expect(await app.countsAt(post, mina)).toEqual([1, 0, 1, 0]);
    expect(await app.countsAt(post, sora)).toEqual([null, null, null, null]);
    expect(await app.countsAt(post)).toEqual([null, null, null, null]);
    await pollsEnd(app, post);
    expect(await app.countsAt(post)).toEqual([1, 0, 1, 0]);
    expect(await app.pollAt(post, sora)).toMatchObject({ isClosed: true, viewer: { choices: [] } });
  });

  it('is in lists with what it shows', async () => {
    const post = await app.asks(mina);
    await app.votes(joon, post, 2);
    await app.settle();
    for (const [as, counts] of [
      [joon, 1],
      [mina, 1],
      [sora, null],
    ] as const) {
      const { items } = (await app.read(`/posts?authorId=${mina.id}`, as)).body;
      expect(items[0].poll).toMatchObject({ voterCount: counts });
      expect(items[0].poll.options[2].voteCount).toBe(counts);
    }
  });

  it('is final; the same one again changes nothing', async () => {
    const post = await app.asks(mina, { multiple: true });
    expect(answered(await app.vote(joon, post, 0, 2))).toBe('200');
    expect(answered(await app.vote(joon, post, 2, 0))).toBe('200');
    for (const other of [[0], [0, 1], [0, 1, 2]]) {
      expect(answered(await app.vote(joon, post, ...other))).toBe('422 already-voted');
    }
    expect(await app.countsAt(post, joon)).toEqual([1, 1, 0, 1]);
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
    const post = await app.asks(mina);
    const answer = await app.act(joon, 'PUT', `/posts/${post}/poll/vote`, { choices });
    expect(answered(answer)).toBe('400 validation-failed');
    expect(answer.body.errors[0].pointer).toMatch(/^\/choices/);
    expect(await app.countsAt(post, mina)).toEqual([0, 0, 0, 0]);
  });

  it('needs a poll that the person sees', async () => {
    const post = await app.asks(mina);
    await blocks(app, mina, joon);
    expect(answered(await app.vote(joon, post, 0))).toBe('404 not-found');
    await setsPublic(app, mina, false);
    expect(answered(await app.vote(sora, post, 0))).toBe('404 not-found');
    expect(await app.sql(`select from poll_vote where post_id = $1`, [post])).toEqual([]);
    expect(answered(await app.vote(mina, post, 0))).toBe('200');
    expect(answered(await app.vote(mina, await publishes(app, mina), 0))).toBe('404 not-found');
  });

  it('comes too late at the end; who has voted may say so again', async () => {
    const post = await app.asks(mina);
    await app.votes(joon, post, 0);
    await app.sql(`update poll set closes_at = now() where post_id = $1`, [post]);
    expect(answered(await app.vote(sora, post, 0))).toBe('422 poll-closed');
    expect(answered(await app.vote(joon, post, 0))).toBe('200');
    expect(answered(await app.vote(joon, post, 1))).toBe('422 already-voted');
  });

  it('counts while its person is active', async () => {
    const post = await app.asks(mina, { multiple: true });
    await app.votes(joon, post, 0, 1);
    await app.votes(sora, post, 1);
    await suspends(app, joon);
    await app.settle();
    expect(await app.countsAt(post, mina)).toEqual([1, 0, 1, 0]);
    await restores(app, joon);
    await app.settle();
    expect(await app.countsAt(post, mina)).toEqual([2, 1, 2, 0]);
    expect(await outcome(app.votes({ ...joon }, post, 0, 1))).toBe('done');
  });

  it('changes the entity tag of the post, not its version', async () => {
    const post = await app.asks(mina);
    const before = (await app.read(`/posts/${post}`, mina)).headers['etag'] as string;
    await app.votes(joon, post, 0);
    const read = await app.read(`/posts/${post}`, mina, { 'if-none-match': before });
    expect(read.status).toBe(200);
    const edited = await app.change(mina, post, { body: 'Other' }, { 'if-match': before });
    expect(answered(edited)).toBe('200');
  });

  it('is in no event, no job and no entry of the log of the program', async () => {
    const post = await app.asks(mina);
    await app.votes(joon, post, 0);
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
    const post = await app.asks(mina);
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) => outcome(app.votes(joon, post, i % 2))),
    );
    expect(new Set(results)).toEqual(new Set(['done', 'already-voted']));
    expect(results.filter((result) => result === 'done')).toHaveLength(25);
    const counts = await app.countsAt(post, joon);
    expect(counts[0]).toBe(1);
    expect(Number(counts[1]) + Number(counts[2])).toBe(1);
  });

  it('votes of many all count', async () => {
    const post = await app.asks(mina, { multiple: true });
    const everybody = await crowd(app, 20);
    await Promise.all(everybody.map((one, i) => app.votes(one, post, ...(i % 2 ? [0, 1] : [1]))));
    expect(await app.countsAt(post, mina)).toEqual([20, 10, 20, 0]);
  });

  it('a change waits for a vote, and finds it', async () => {
    const post = await app.asks(mina);
    const result: string[] = [];
    const changes = async () => {
      result.push(await outcome(editsPost(app, mina, post, { poll: null })));
    };
    expect(await isAwaited(app, () => app.votes(joon, post, 0), changes)).toBe(true);
    expect(result).toEqual(['poll-has-votes']);
  });

  it('a vote waits for a change, and is one for what is asked then', async () => {
    const post = await app.asks(mina);
    const result: string[] = [];
    const other = { poll: poll({ options: ['a', 'b'] }) };
    const voting = async () => {
      result.push(await outcome(app.votes(joon, post, 2)));
    };
    expect(await isAwaited(app, () => editsPost(app, mina, post, other), voting)).toBe(true);
    expect(result).toEqual(['validation-failed']);
    const taking = () => editsPost(app, mina, post, { poll: null });
    expect(await isAwaited(app, taking, voting)).toBe(true);
    expect(result).toEqual(['validation-failed', 'not-found']);
  });

  it('a vote is before the end or after it', async () => {
    const post = await app.asks(mina);
    expect(
      await isAwaited(
        app,
        () => app.votes(joon, post, 0),
        () => pollsEnd(app, post),
      ),
    ).toBe(true);
    expect(await app.countsAt(post)).toEqual([1, 1, 0, 0]);
    expect(await outcome(app.votes(sora, post, 0))).toBe('poll-closed');
  });
});

it('shows administrators no more of votes than others', async () => {
  const post = await app.asks(mina);
  await app.votes(joon, post, 0);
  const rows = await app.sql<{ id: UserId }>(`select user_id as id from poll_vote`);
  expect(rows.map(({ id }) => id)).toContain(joon.id);
  expect(JSON.stringify(await app.read(`/posts/${post}`, mina))).not.toContain(joon.id);
});
