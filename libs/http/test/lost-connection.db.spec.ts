import pg from 'pg';
import { sql, UnitOfWork } from '#libs/database';
import { problemOf } from '#libs/http';
import { type TestApp, testApp } from '#libs/testing';

let app: TestApp;
let killer: pg.Client;

beforeAll(async () => {
  app = await testApp({ modules: [] });
  killer = new pg.Client({ connectionString: app.database.url });
  await killer.connect();
});
afterAll(async () => {
  await killer.end();
  await app.close();
});

/** The process of the server behind the running transaction. */
async function backend(work: UnitOfWork): Promise<number> {
  const { rows } = await work.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return rows[0]!.pid;
}

async function kill(pid: number): Promise<void> {
  await killer.query('select pg_terminate_backend($1)', [pid]);
}

const failure = (work: () => Promise<unknown>): Promise<unknown> =>
  app
    .get(UnitOfWork)
    .run(work)
    .then(
      () => undefined,
      (error: unknown) => error,
    );

describe('a transaction whose connection is lost', () => {
  it.each(['noticed before the commit', 'found at the commit', 'found by a statement'])(
    'is unavailable, not a defect: %s',
    async (when) => {
      const work = app.get(UnitOfWork);
      const error = await failure(async () => {
        const runner = work.manager.queryRunner!;
        await kill(await backend(work));
        if (when === 'noticed before the commit') {
          while (!runner.isReleased) {
            await new Promise((next) => setTimeout(next, 5));
          }
        } else if (when === 'found by a statement') {
          await backend(work);
        }
      });
      expect(problemOf(error)).toMatchObject({
        problem: { code: 'unavailable' },
        retryAfter: expect.any(Number),
      });
    },
  );

  it('is unavailable while its statement runs', async () => {
    const work = app.get(UnitOfWork);
    const error = await failure(async () => {
      const pid = await backend(work);
      const sleeping = work.execute(sql`select pg_sleep(600)`);
      await Promise.all([sleeping, kill(pid)]);
    });
    expect(problemOf(error)).toMatchObject({ problem: { code: 'unavailable' } });
  });

  it('costs the pool nothing', async () => {
    const work = app.get(UnitOfWork);
    for (let i = 0; i < 15; i += 1) {
      await failure(async () => kill(await backend(work)));
    }
    expect(await work.run(() => backend(work))).toBeGreaterThan(0);
  });
});
