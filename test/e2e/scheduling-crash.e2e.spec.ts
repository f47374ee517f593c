import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { eventually } from '../../libs/testing/src/eventually.js';
import { type TestDatabase, testDatabase } from '../../libs/testing/src/test-database.js';
import { publishes } from './support/acts.js';
import { type Person, person } from './support/people.js';
import { Program } from './support/program.js';

/** The whole proof: `SCHEDULED_POSTS=1000 SCHEDULED_PEOPLE=20 SCHEDULED_KILLS=3`. */
const POSTS = Number(process.env['SCHEDULED_POSTS'] ?? 120);
const PEOPLE = Number(process.env['SCHEDULED_PEOPLE'] ?? 6);
const KILLS = Number(process.env['SCHEDULED_KILLS'] ?? 2);
const TIMEOUT_MS = 900_000 + POSTS * 1_000;

let database: TestDatabase;
let api: Program;
let workers: Program[];
let db: pg.Client;

beforeAll(async () => {
  database = await testDatabase({ isEmpty: true });
  const shared = {
    DATABASE_URL: database.url,
    JWT_SECRET: randomBytes(32).toString('base64'),
    DATABASE_POOL_SIZE: '8',
    PUBLIC_URL: 'http://maru.test',
    WORKER: 'off',
  };
  api = await Program.prepare(shared);
  workers = [await Program.prepare(shared, 'worker'), await Program.prepare(shared, 'worker')];
  for (const program of [api, ...workers]) {
    await program.start();
  }
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await Promise.all([api, ...workers].map((program) => program.remove()));
  await database.drop();
});

const number = async (sql: string): Promise<number> =>
  Number((await db.query<{ number: string }>(`select ${sql} as number`)).rows[0]!.number);
const left = (): Promise<number> =>
  number(`(select count(*) from post where publish_at is not null)`);

it(
  `publishes ${POSTS} drafts of one second once each, through ${KILLS} times kill -9`,
  async () => {
    const planners: Person[] = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      planners.push(await person('planner', { nickname: `planner${index}` }, api));
    }
    const publishAt = new Date(Date.now() + 3_600_000).toISOString();
    for (let post = 0; post < POSTS; post += 1) {
      await publishes(planners[post % PEOPLE]!, {
        body: `Post ${post} for @planner${(post + 1) % PEOPLE} #later`,
        status: 'draft',
        publishAt,
      });
    }
    const { rows: due } = await db.query<{ at: Date }>(
      `
      with due as (update post set publish_at = now() where publish_at is not null)
      select now() as at
      `,
    );
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await eventually(async () => (await left()) <= POSTS - (kill * POSTS) / (KILLS + 1));
      const victim = workers[kill % 2]!;
      await victim.end('SIGKILL');
      await victim.start();
    }
    await eventually(async () => (await left()) === 0);
    const { rows: last } = await db.query<{ at: Date }>(`select max(published_at) as at from post`);
    const seconds = (last[0]!.at.getTime() - due[0]!.at.getTime()) / 1_000;
    // A figure for whoever measures; no bound, for a slow machine is no failure.
    process.stdout.write(`${POSTS} drafts published in ${seconds.toFixed(1)} s.\n`);

    expect(await number(`(select count(*) from post where status = 'published')`)).toBe(POSTS);
    expect(await number(`(select count(*) from post where version <> 2)`)).toBe(0);
    expect(await number(`(select count(distinct position) from post)`)).toBe(POSTS);
    await eventually(async () => (await number(`(select count(*) from counter_delta)`)) === 0);
    expect(await number(`(select sum(post_count) from user_counter)`)).toBe(POSTS);
    expect(await number(`(select post_count from tag_counter)`)).toBe(POSTS);
    expect(await number(`(select count(*) from mention)`)).toBe(POSTS);
    await eventually(
      async () => (await number(`(select count(*) from notification_intake)`)) === 0,
    );
    expect(
      await number(`(
        select count(*)
        from mention m
        where (
          select count(*)
          from notification n
          where n.kind = 'mention' and n.post_id = m.post_id and n.user_id = m.user_id
        ) <> 1
      )`),
    ).toBe(0);
  },
  TIMEOUT_MS,
);
