import { CounterAuditService, Counters, defineCounters } from '#libs/counters';
import { sql, UnitOfWork } from '#libs/database';
import { type TestApp, testApp } from '#libs/testing';

const probes = defineCounters({
  table: 'probe_counter',
  key: 'probe_id',
  columns: ['mark_count', 'other_count'],
  truth: { mark_count: sql`(select count(*) from probe_mark m where m.probe_id = k.id)` },
});

let app: TestApp;
let counters: Counters;
let work: UnitOfWork;

beforeAll(async () => {
  app = await testApp({ modules: [] });
  counters = app.get(Counters);
  work = app.get(UnitOfWork);
  await app.sql(
    `create table probe_mark (probe_id bigint, marker bigint, primary key (probe_id, marker))`,
  );
  await app.sql(`
    create table probe_counter (
      probe_id bigint primary key,
      mark_count integer not null default 0,
      other_count integer not null default 0
    )`);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.sql('truncate probe_mark, probe_counter, counter_delta');
  await app.sql('insert into probe_counter (probe_id) values (1), (2)');
});

/** Marks once per marker, however often it is called. */
const mark = (probe: string, marker: number) =>
  work.run(async () => {
    const { count } = await work.execute(
      sql`insert into probe_mark values (${probe}, ${marker}) on conflict do nothing`,
    );
    await counters.add(probes, probe as never, { mark_count: count });
  });

const unmark = (probe: string, marker: number) =>
  work.run(async () => {
    const { count } = await work.execute(
      sql`delete from probe_mark where probe_id = ${probe} and marker = ${marker}`,
    );
    await counters.add(probes, probe as never, { mark_count: -count });
  });

const stored = async (probe: string) => {
  const [row] = await app.sql<{ mark_count: number }>(
    'select mark_count from probe_counter where probe_id = $1',
    [probe],
  );
  return row?.mark_count;
};

const deltas = async () => (await app.sql('select from counter_delta')).length;

it('adds to the row at once when nobody holds it', async () => {
  await mark('1', 7);
  expect(await stored('1')).toBe(1);
  expect(await deltas()).toBe(0);
});

it('leaves a delta without waiting when the row is held, and rolls it up', async () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let holding = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (holding = resolve));
  const holder = work.run(async () => {
    await counters.add(probes, '1' as never, { other_count: 1 });
    holding();
    await held;
  });
  await isHeld;
  await mark('1', 7);
  expect(await stored('1')).toBe(0);
  expect(await deltas()).toBe(1);
  const read = await counters.read(probes, ['1' as never]);
  expect(read.get('1' as never)).toMatchObject({ mark_count: 1 });
  letGo();
  await holder;
  await app.get(CounterAuditService).rollUp();
  expect(await stored('1')).toBe(1);
  expect(await deltas()).toBe(0);
});

it('tells a transaction its own act, and forgets it when the transaction fails', async () => {
  await expect(
    work.run(async () => {
      await mark('1', 1);
      const read = await counters.read(probes, ['1' as never]);
      expect(read.get('1' as never)).toMatchObject({ mark_count: 1 });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await stored('1')).toBe(0);
});

it('is exact after 50 people mark and unmark at once while it is rolled up and recounted', async () => {
  const audit = app.get(CounterAuditService);
  const race = { on: true };
  const repairs: unknown[] = [];
  const keeper = (async () => {
    while (race.on) {
      await audit.rollUp();
      repairs.push(...(await audit.reconcile({ repair: true })));
    }
  })();
  await Promise.all(
    Array.from({ length: 50 }, async (_, person) => {
      for (let round = 0; round < 6; round += 1) {
        await mark(person % 2 === 0 ? '1' : '2', person);
        await mark('1', 1_000 + person);
        if ((person + round) % 3 > 0) {
          await unmark(person % 2 === 0 ? '1' : '2', person);
        }
      }
    }),
  );
  race.on = false;
  await keeper;
  await app.settle();
  const [truth] = await app.sql<{ marks: number }>(
    `select count(*)::integer as marks from probe_mark where probe_id = 1`,
  );
  expect(await stored('1')).toBe(truth?.marks);
  // A recount beside the acts found nothing to repair: it takes what waits into account.
  expect(repairs).toEqual([]);
  expect(await app.drift()).toEqual([]);
});

it('finds, reports and repairs what had drifted', async () => {
  await mark('1', 1);
  await app.sql('update probe_counter set mark_count = 5 where probe_id = 1');
  const expected = [{ counter: 'probe_counter.mark_count', key: '1', stored: 5, actual: 1 }];
  expect(await app.drift()).toEqual(expected);
  expect(await app.get(CounterAuditService).reconcile({ repair: true })).toEqual(expected);
  expect(await stored('1')).toBe(1);
  expect(await app.drift()).toEqual([]);
});

it('recounts named rows in the background', async () => {
  await app.sql('update probe_counter set mark_count = 5 where probe_id in (1, 2)');
  await work.run(() => counters.recountSoon(probes, ['1' as never]));
  await app.settle();
  expect(await stored('1')).toBe(0);
  expect(await stored('2')).toBe(5);
});
