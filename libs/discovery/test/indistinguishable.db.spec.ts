import type { PostId } from '#libs/post';
import { accepts, blocks, follows, mutes, unblocks, unfollows, unmutes } from '#libs/testing/graph';
import { crowd, type Person, setsPublic } from '#libs/testing/people';
import { bookmarks, likes, publishes, unbookmarks, unlikes } from '#libs/testing/posts';
import { ProfileService } from '#libs/user';
import { NeighboursJobs } from '../src/neighbours/neighbours.jobs.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

/** People of the world, and those of them whose profiles are private. */
const PUBLIC = 15;
const PRIVATE = 4;

let app: DiscoveryStage;
let open: Person[];
let hidden: Person[];
/** What everybody can see of what they wrote. */
let written: PostId[];

beforeAll(async () => {
  app = await discoveryStage();
});
afterAll(() => app.close());

/** The same numbers below 1 for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Everybody can see this: who is there, their skills and regions, whom they follow, what they write. */
async function publicWorld(seed: number): Promise<void> {
  await app.empties();
  const random = randomOf(seed);
  open = await crowd(app, PUBLIC);
  hidden = await crowd(app, PRIVATE);
  written = [];
  for (const person of open) {
    const skills = ['go', 'piano', 'climbing'].filter(() => random() < 0.5);
    const region = random() < 0.5 ? '서울' : null;
    await app.get(ProfileService).edit(person.viewer, { skills, region }, undefined);
    const post = await publishes(app, person, { tags: random() < 0.5 ? ['hills'] : ['sea'] });
    written.push(post);
    for (const other of open) {
      if (other !== person && random() < 0.35) {
        await follows(app, person, other);
        await likes(app, other, post);
      }
    }
  }
  for (const person of hidden) {
    await setsPublic(app, person, false);
  }
}

/** What some of them can see, or nobody: each world has its own, and as many follows as the other. */
async function privateWorld(turn: 0 | 1): Promise<() => Promise<void>> {
  const takenBack: (() => Promise<unknown>)[] = [];
  for (const [n, one] of hidden.entries()) {
    // The same people in both worlds, but what is followed and liked together goes round: each count stays.
    const pair = [open[n]!, open[PRIVATE + ((n + turn) % PRIVATE)]!];
    const fan = open[2 * PRIVATE + ((n + turn) % PRIVATE)]!;
    for (const followed of pair) {
      await follows(app, one, followed);
      takenBack.push(() => unfollows(app, one, followed));
    }
    for (const post of [written[n]!, written[PRIVATE + ((n + turn) % PRIVATE)]!]) {
      await likes(app, one, post);
      takenBack.push(() => unlikes(app, one, post));
    }
    await follows(app, fan, one);
    await accepts(app, one, fan);
    takenBack.push(() => unfollows(app, fan, one));
  }
  if (turn === 1) {
    const [a, b, c] = open.slice(8, 11) as [Person, Person, Person];
    const secret = await publishes(app, a, { visibility: 'followers', tags: ['hills'] });
    await bookmarks(app, a, secret);
    await likes(app, a, secret);
    await publishes(app, b, { status: 'draft' });
    await mutes(app, a, b);
    await mutes(app, hidden[0]!, c);
    await blocks(app, hidden[1]!, hidden[2]!);
    await blocks(app, hidden[3]!, c);
    takenBack.push(
      () => unbookmarks(app, a, secret),
      () => unlikes(app, a, secret),
      () => unmutes(app, a, b),
      () => unmutes(app, hidden[0]!, c),
      () => unblocks(app, hidden[1]!, hidden[2]!),
      () => unblocks(app, hidden[3]!, c),
    );
  }
  return async () => {
    for (const act of takenBack) {
      await act();
    }
  };
}

/** What a third person is answered: all of it, but for where it goes on. */
async function answersTo(third: Person): Promise<string[]> {
  const urls = [
    '/v1/me/suggestions/users?limit=100',
    '/v1/feeds/recommended?limit=100',
    ...[...open, ...hidden].map(({ id }) => `/v1/users/${id}/similar?limit=100`),
    ...written.map((id) => `/v1/posts/${id}/similar?limit=100`),
  ];
  const answers: string[] = [];
  for (const url of urls) {
    const { status, body } = await app.request({ method: 'GET', url, as: third });
    answers.push(`${url} ${status} ${JSON.stringify(body)}`);
  }
  return answers;
}

it.each([1, 2, 3])(
  'two worlds that differ in what is private are one to everybody else (%d)',
  async (seed) => {
    await publicWorld(seed);
    /** Who has no private tie in either world. */
    const thirds = open.slice(12);
    const answersIn = async (turn: 0 | 1): Promise<string[]> => {
      const end = await privateWorld(turn);
      await app.forgetsComputed();
      await app.get(NeighboursJobs).sweep();
      await app.computes();
      await app.computesPosts();
      const answers: string[] = [];
      for (const third of thirds) {
        answers.push(...(await answersTo(third)));
      }
      await end();
      return answers;
    };
    const one = await answersIn(0);
    const other = await answersIn(1);
    expect(other).toEqual(one);
    expect(one.join()).toContain('"reason"');
  },
);
