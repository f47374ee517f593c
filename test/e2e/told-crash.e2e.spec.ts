import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StreamClient } from '../../libs/testing/src/stream-client.js';
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
import { all, eventually, ok, type Person, person } from './support/people.js';
import { Program } from './support/program.js';

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

/** A stream that goes on after its last id, on whichever program is there, and what a client knows from it. */
class Following {
  readonly ids: string[] = [];
  /** Notifications that it has been told of, without those that are gone. */
  readonly known = new Set<string>();
  isReady = false;
  resets = 0;
  openings = 0;
  private lastId: string | undefined;
  private ended = false;
  private readonly running: Promise<void>;

  constructor(private readonly token: string) {
    this.running = this.run();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isOver()) {
      const headers = this.lastId === undefined ? undefined : { 'last-event-id': this.lastId };
      const client = await StreamClient.open(anywhere.url, this.token, headers).catch(() => null);
      await this.take(client);
      client?.leave();
      await pause(20);
    }
  }

  private async take(client: StreamClient | null): Promise<void> {
    this.openings += client?.status === 200 ? 1 : 0;
    for (let taken = 0; client !== null && !client.closed && !this.isOver();) {
      await pause(20);
      for (const { event, id, data } of client.frames.slice(taken)) {
        taken += 1;
        this.isReady ||= event === 'ready';
        this.resets += event === 'reset' ? 1 : 0;
        if (id !== undefined) {
          this.lastId = id;
          this.ids.push(id);
        }
        if (event === 'notification') {
          this.known.add(data.id);
        } else if (event === 'notification.removed') {
          this.known.delete(data.id);
        }
      }
    }
  }

  private isOver(): boolean {
    return this.ended;
  }
}

/** All that somebody is told. */
const notificationsOf = ({ api }: Teller) =>
  all(async (cursor) => {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    return ok(await api.GET('/v1/me/notifications', { params: { query } }));
  });

/** All who are behind a notification. */
const actorsOf = ({ api }: Teller, notificationId: string) =>
  all(async (cursor) => {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const params = { path: { notificationId }, query };
    return ok(await api.GET('/v1/me/notifications/{notificationId}/actors', { params }));
  });

const rows = async (sql: string): Promise<string[][]> =>
  (await db.query<string[]>({ text: sql, rowMode: 'array' })).rows;

/** What is to be told, recounted: who, of what kind, of which thing, and who did it. */
async function truth(): Promise<string[]> {
  const found = await rows(`
    select p.author_id::text, 'post-like', l.post_id::text, l.user_id::text
    from post_like l
    join post p on p.id = l.post_id
    where l.user_id <> p.author_id
    union all
    select c.author_id::text, 'comment-like', l.comment_id::text, l.user_id::text
    from comment_like l
    join comment c on c.id = l.comment_id
    where l.user_id <> c.author_id
    union
    select answered.author_id::text, 'reply', c.post_id::text, c.author_id::text
    from comment c
    join comment answered on answered.id = c.parent_id
    where c.author_id <> answered.author_id
    union
    select p.author_id::text, 'comment', c.post_id::text, c.author_id::text
    from comment c
    join post p on p.id = c.post_id
    left join comment answered on answered.id = c.parent_id
    where c.author_id <> p.author_id and answered.author_id is distinct from p.author_id`);
  return found.map((row) => row.join(' ')).sort();
}

/** What people are told. Likes count each time that they show, answers once for each person who gives some. */
async function told(people: readonly Teller[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of people) {
    const answers = new Set<string>();
    for (const { id, kind, post, comment } of await notificationsOf(one)) {
      const thing = kind === 'comment-like' ? comment!.id : post!.id;
      for (const actor of await actorsOf(one, id)) {
        const line = [one.id, kind, thing, actor.id].join(' ');
        if (kind.endsWith('-like')) {
          found.push(line);
        } else {
          answers.add(line);
        }
      }
    }
    found.push(...answers);
  }
  return found.sort();
}

/** Shown numbers that are not those of the rows. */
const drift = (): Promise<string[][]> =>
  rows(`
    select 'post', p.id::text
    from post p
    join post_counter k on k.post_id = p.id
    where k.like_count <> (select count(*) from post_like l where l.post_id = p.id)
      or k.comment_count <> (select count(*) from comment c where c.post_id = p.id)
    union all
    select 'comment', c.id::text
    from comment c
    join comment_counter k on k.comment_id = c.id
    where k.like_count <> (select count(*) from comment_like l where l.comment_id = c.id)
      or k.reply_count <> (select count(*) from comment r where r.parent_id = c.id)`);

it(
  `tells of ${ACTS} acts as they are, each event once and in order, through ${KILLS} times kill -9`,
  async () => {
    const people: Teller[] = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      people.push(await teller(index));
    }
    streams.push(...people.slice(0, FOLLOWED).map(({ token }) => new Following(token)));
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
    await eventually(async () => String((await rows(waiting))[0]) === '0');
    expect(await told(people)).toEqual(await truth());
    expect(await drift()).toEqual([]);

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
