import { accountForm, eventually } from './support/people.js';
import { Program } from './support/program.js';

const PEOPLE = 50;
const CRASHES = 3;

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

const signUp = async (i: number): Promise<string> => {
  const answer = await send({
    method: 'POST',
    path: '/auth/sign-up',
    body: accountForm(`crowd${i}`),
  });
  const { tokens } = (await answer.json()) as { tokens: { accessToken: string } };
  return tokens.accessToken;
};

it('counts exactly after 50 people like and unlike one post through three kill -9', async () => {
  const tokens: string[] = [];
  for (let i = 0; i < PEOPLE; i += 1) {
    tokens.push(await signUp(i));
  }
  const published = await send({
    method: 'POST',
    path: '/posts',
    token: tokens[0]!,
    body: { body: 'A hot post' },
  });
  const { id } = (await published.json()) as { id: string };

  const race = { on: true, acts: 0 };
  const crowd = tokens.map(async (token, person) => {
    for (let round = 0; race.on; round += 1) {
      const method = (round + person) % 3 === 2 ? 'DELETE' : 'PUT';
      // An act that meets the crash is simply lost, as on a phone.
      const answer = await send({ method, path: `/posts/${id}/like`, token }).catch(
        () => undefined,
      );
      race.acts += answer?.status === 200 ? 1 : 0;
      if (answer === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  });
  for (let crash = 0; crash < CRASHES; crash += 1) {
    const before = race.acts;
    await eventually(() => race.acts >= before + 200);
    await program.end('SIGKILL');
    await program.start();
  }
  race.on = false;
  await Promise.all(crowd);

  const likers = new Set<string>();
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page = await send({ method: 'GET', path: `/posts/${id}/likes?limit=100${query}` });
    const { items, nextCursor } = (await page.json()) as {
      items: { id: string }[];
      nextCursor: string | null;
    };
    items.forEach((person) => likers.add(person.id));
    cursor = nextCursor;
  } while (cursor !== null);
  expect(likers.size).toBeGreaterThan(0);
  // What waited in deltas when it was killed is added once the program is back.
  await eventually(
    async () => {
      const answer = await send({ method: 'GET', path: `/posts/${id}`, token: tokens[1]! });
      return ((await answer.json()) as { likeCount: number }).likeCount;
    },
    (shown) => shown === likers.size,
  );
  expect(await program.maru('reconcile')).toContain('0 counters were wrong');
});
