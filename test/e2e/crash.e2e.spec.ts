import { accountForm, eventually } from './support/people.js';
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
  readonly token?: string;
  readonly body?: unknown;
}

const send = ({ method, path, token, body }: Sent): Promise<Response> =>
  fetch(`${program.url}/v1${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** The JSON of an answer. @throws Error when it is refused */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const got = async (sent: Sent): Promise<any> => {
  const answer = await send(sent);
  if (!answer.ok) {
    throw new Error(`${sent.method} ${sent.path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
};

const signUp = async (i: number): Promise<string> => {
  const answer = await send({
    method: 'POST',
    path: '/auth/sign-up',
    body: accountForm(`crowd${i}`),
  });
  const { tokens } = (await answer.json()) as { tokens: { accessToken: string } };
  return tokens.accessToken;
};

/** Every item of a list. */
const all = async (path: string): Promise<{ id: string }[]> => {
  const items: { id: string }[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page = await got({ method: 'GET', path: `${path}?limit=100${query}` });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
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
    const tokens: string[] = [];
    for (let i = 0; i < PEOPLE; i += 1) {
      tokens.push(await signUp(i));
    }
    const author = tokens[0]!;
    const posts: string[] = [];
    for (let i = 0; i < POSTS; i += 1) {
      const poll = {
        options: Array.from({ length: OPTIONS }, (_, option) => `Option ${option}`),
        closesAt: new Date(Date.now() + 24 * 60 * 60 * 1_000).toISOString(),
      };
      const body = { body: `A hot post ${i}`, poll };
      posts.push((await got({ method: 'POST', path: '/posts', token: author, body })).id);
    }

    const race = { on: true, acts: 0 };
    const crowd = tokens.map(async (token) => {
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
        likeCount: (await all(`/posts/${id}/likes`)).length,
        repostCount: (await all(`/posts/${id}/reposts`)).length,
        quoteCount: (await all(`/posts/${id}/quotes`)).length,
      };
      // What waited in deltas when it was killed is added once the program is back.
      const shown = await eventually(
        () => got({ method: 'GET', path: `/posts/${id}`, token: author }),
        ({ likeCount, repostCount, quoteCount }) =>
          likeCount === truth.likeCount &&
          repostCount === truth.repostCount &&
          quoteCount === truth.quoteCount,
      );
      const { voterCount, options } = shown.poll as {
        voterCount: number;
        options: { voteCount: number }[];
      };
      const chosen = options.reduce((sum, { voteCount }) => sum + voteCount, 0);
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
