import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { eventually } from '../../libs/testing/src/eventually.js';
import { type TestDatabase, testDatabase } from '../../libs/testing/src/test-database.js';
import {
  comments,
  likes,
  likesComment,
  publishes,
  unlikes,
  unlikesComment,
} from './support/acts.js';
import { Anywhere } from './support/anywhere.js';
import { Following } from './support/following.js';
import { ok, type Person, person } from './support/people.js';
import { Program } from './support/program.js';
import { drift, rowsOf, truth } from './support/recount.js';
import { notificationsOf, told } from './support/told.js';

/** The whole proof: `TOLD_PEOPLE=50 TOLD_ACTS=10000 TOLD_KILLS=30`. */
const PEOPLE = Number(process.env['TOLD_PEOPLE'] ?? 8);
const ACTS = Number(process.env['TOLD_ACTS'] ?? 240);
const KILLS = Number(process.env['TOLD_KILLS'] ?? 4);
/** Another one acts and kills in another order. */
const SEED = Number(process.env['TOLD_SEED'] ?? 1);
/** As many acts as there are take their time. */
const TIMEOUT_MS = 900_000 + ACTS * 1_000;
/** People whose streams are followed. They see nothing, so that each of their notifications grows to the end. */
const FOLLOWED = 4;
/** Acts that are under way at once. */
const LANES = 6;

interface Teller extends Person {
  readonly post: string;
  readonly comment: string;
}

let database: TestDatabase;
let programs: Program[];
let anywhere: Anywhere;
let db: pg.Client;
const streams: Following[] = [];

beforeAll(async () => {
  database = await testDatabase({ isEmpty: true });
  const shared = {
    DATABASE_URL: database.url,
    JWT_SECRET: randomBytes(32).toString('base64'),
    DATABASE_POOL_SIZE: '8',
    PUBLIC_URL: 'http://maru.test',
    WORKER: 'off',
  };
  programs = [
    await Program.prepare(shared),
    await Program.prepare(shared),
    await Program.prepare(shared, 'worker'),
  ];
  anywhere = new Anywhere(programs.slice(0, 2));
  for (const program of programs) {
    await program.start();
  }
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
});
afterAll(async () => {
  await Promise.all(streams.map((stream) => stream.end()));
  await db.end();
  await Promise.all(programs.map((program) => program.remove()));
  await database.drop();
});

/** Numbers from 0 to below 1, the same ones for each seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = numbers(SEED);
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

/** Somebody with a post and a comment under it. */
async function teller(index: number): Promise<Teller> {
  const one = await person(`teller${index}`, {}, anywhere);
  const { id: post } = await publishes(one);
  const { id: comment } = await comments(one, post, 'First');
  return { ...one, post, comment };
}

/** One random act. */
function act(people: readonly Teller[]): () => Promise<unknown> {
  const [one, other] = [oneOf(people), oneOf(people)];
  const kind = random();
  if (kind < 0.3) {
    return () => likes(one, other.post);
  }
  if (kind < 0.4) {
    return () => unlikes(one, other.post);
  }
  if (kind < 0.55) {
    return () => likesComment(one, other.comment);
  }
  if (kind < 0.6) {
    return () => unlikesComment(one, other.comment);
  }
  if (kind < 0.78) {
    return () => comments(one, other.post);
  }
  if (kind < 0.95) {
    return () => comments(one, other.post, 'Yes', other.comment);
  }
  const { api } = oneOf(people.slice(FOLLOWED));
  return async () => {
    const params = { query: { limit: 1 } };
    const [newest] = ok(await api.GET('/v1/me/notifications', { params })).items;
    if (newest !== undefined) {
      const body = { upTo: newest.id };
      const { response } = await api.PUT('/v1/me/notifications/seen', { body });
      // It may have gone meanwhile.
      expect([200, 404, 422]).toContain(response.status);
    }
  };
}

it(
  `tells of ${ACTS} acts as they are, each event once and in order, through ${KILLS} times kill -9`,
  async () => {
    const people: Teller[] = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      people.push(await teller(index));
    }
    streams.push(...people.slice(0, FOLLOWED).map(({ token }) => new Following(anywhere, token)));
    await eventually(() => streams.every(({ isReady }) => isReady));

    const acts = Array.from({ length: ACTS }, () => act(people));
    let done = 0;
    let failure: unknown;
    const lane = async (): Promise<void> => {
      for (let next = acts.pop(); next !== undefined && failure === undefined; next = acts.pop()) {
        await next();
        done += 1;
      }
    };
    const acting = Promise.all(Array.from({ length: LANES }, lane)).catch((error: unknown) => {
      failure = error;
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const after = ((kill + 0.3 + random() * 0.5) * ACTS) / (KILLS + 1);
      const victim = oneOf(programs);
      await eventually(() => {
        if (failure !== undefined) {
          throw new Error('An act was refused.', { cause: failure });
        }
        // Who has no id yet would go on from now, not from where it was.
        return done >= after && streams.every(({ ids }) => ids.length > 0);
      });
      await victim.end('SIGKILL');
      await victim.start();
    }
    await acting;
    expect(failure).toBeUndefined();

    const waiting = `
    select (select count(*) from notification_intake) + (select count(*) from counter_delta)`;
    await eventually(async () => String((await rowsOf(db, waiting))[0]) === '0');
    expect(await told(people)).toEqual(await truth(db));
    expect(await drift(db)).toEqual([]);

    for (const [index, stream] of streams.entries()) {
      const listed = await notificationsOf(people[index]!);
      // A group that has become smaller is told of only when it is empty: numbers are those of the last frame.
      const wanted = listed.map(({ id }) => id).sort();
      const known = await eventually(
        () => [...stream.known].sort(),
        (ids) => ids.length === wanted.length,
      );
      expect(known).toEqual(wanted);
      await stream.end();
      const places = stream.ids.map((id) => Number.parseInt(id.split('-')[1]!, 36));
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(new Set(stream.ids.map((id) => id.split('-')[0])).size).toBe(1);
      expect(stream.resets).toBe(0);
    }
  },
  TIMEOUT_MS,
);
