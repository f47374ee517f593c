import { eventually } from '../../libs/testing/src/eventually.js';
import { maruClient } from './client/client.js';
import { publishes } from './support/acts.js';
import { all, ok, type Person, person } from './support/people.js';
import { Program } from './support/program.js';

const PEOPLE = 50;
const CRASHES = 3;
/** Acts that are taken; the whole proof: `CRASH_ACTS=50000`. */
const ACTS = Number(process.env['CRASH_ACTS'] ?? 1_200);
/** As many acts as there are take their time. */
const TIMEOUT_MS = 900_000 + ACTS * 100;
/** Posts on which all act, each with a poll. */
const POSTS = 10;
const OPTIONS = 3;

let program: Program;

beforeAll(async () => {
  program = await Program.prepare();
  await program.start();
});
afterAll(() => program.remove());

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}

const send = ({ method, path, token, body }: Sent): Promise<Response> =>
  fetch(`${program.url}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** How many items a list has, as everybody reads it. */
const counted = async (
  path: `/v1/posts/{postId}/${'likes' | 'reposts' | 'quotes'}`,
  postId: string,
): Promise<number> => {
  const { GET } = maruClient(undefined, program);
  const items = await all<{ id: string }>(async (cursor) => {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    return ok(await GET(path, { params: { path: { postId }, query } }));
  });
  return items.length;
};

/** Something out of a list, by chance. */
const any = <Item>(items: readonly Item[]): Item =>
  items[Math.floor(Math.random() * items.length)]!;

/** What somebody does next to a post: sets and takes back what can be, quotes it, votes. */
const nextAct = (id: string): Pick<Sent, 'method' | 'path' | 'body'> => {
  const set = any(['like', 'repost', 'bookmark']);
  return any([
    { method: 'PUT', path: `/posts/${id}/${set}` },
    { method: 'PUT', path: `/posts/${id}/${set}` },
    { method: 'DELETE', path: `/posts/${id}/${set}` },
    { method: 'POST', path: '/posts', body: { body: 'Look', quotedPostId: id } },
    {
      method: 'PUT',
      path: `/posts/${id}/poll/vote`,
      body: { choices: [Math.floor(Math.random() * OPTIONS)] },
    },
  ]);
};

it(
  'counts likes, reposts, quotes and votes exactly through kill -9',
  async () => {
    const people: Person[] = [];
    for (let i = 0; i < PEOPLE; i += 1) {
      people.push(await person(`crowd${i}`, {}, program));
    }
    const author = people[0]!;
    const posts: string[] = [];
    for (let i = 0; i < POSTS; i += 1) {
      const poll = {
        options: Array.from({ length: OPTIONS }, (_, option) => `Option ${option}`),
        closesAt: new Date(Date.now() + 24 * 60 * 60 * 1_000).toISOString(),
      };
      posts.push((await publishes(author, { body: `A hot post ${i}`, poll })).id);
    }

    const race = { on: true, acts: 0 };
    const crowd = people.map(async ({ token }) => {
      while (race.on) {
        // An act that meets the crash is simply lost, as on a phone.
        const answer = await send({ ...nextAct(any(posts)), token }).catch(() => undefined);
        race.acts += answer?.ok === true ? 1 : 0;
        if (answer === undefined) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    });
    for (let crash = 1; crash <= CRASHES; crash += 1) {
      await eventually(() => race.acts >= (crash * ACTS) / (CRASHES + 1));
      await program.end('SIGKILL');
      await program.start();
    }
    await eventually(() => race.acts >= ACTS);
    race.on = false;
    await Promise.all(crowd);

    const sums = { likes: 0, reposts: 0, quotes: 0, votes: 0 };
    for (const id of posts) {
      const truth = {
        likeCount: await counted('/v1/posts/{postId}/likes', id),
        repostCount: await counted('/v1/posts/{postId}/reposts', id),
        quoteCount: await counted('/v1/posts/{postId}/quotes', id),
      };
      // What waited in deltas when it was killed is added once the program is back.
      const shown = await eventually(
        async () =>
          ok(await author.api.GET('/v1/posts/{postId}', { params: { path: { postId: id } } })),
        ({ likeCount, repostCount, quoteCount }) =>
          likeCount === truth.likeCount &&
          repostCount === truth.repostCount &&
          quoteCount === truth.quoteCount,
      );
      const { voterCount, options } = shown.poll!;
      const chosen = options.reduce((sum, { voteCount }) => sum + voteCount!, 0);
      expect(chosen).toBe(voterCount);
      sums.likes += truth.likeCount;
      sums.reposts += truth.repostCount;
      sums.quotes += truth.quoteCount;
      sums.votes += chosen;
    }
    expect(Math.min(...Object.values(sums))).toBeGreaterThan(0);
    expect(await program.maru('reconcile')).toContain('0 counters were wrong');
  },
  TIMEOUT_MS,
);
