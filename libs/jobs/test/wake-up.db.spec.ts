import { Injectable, Module } from '@nestjs/common';
import { SqlReader, UnitOfWork } from '#libs/database';
import { JobHandler, JobRunner, Jobs, JobsMode } from '#libs/jobs';
import { SignalSender } from '#libs/signals';
import { eventually, type TestApp, testApp } from '#libs/testing';
import { HandlerRegistry } from '../src/handler.registry.js';
import { JobQueue } from '../src/job-queue.js';
import { JobSignals } from '../src/job-signals.js';

/** Longer than any test: whatever waits until the queue is looked at by the clock is never done. */
const POLL_SECONDS = 24 * 3_600;

@Injectable()
class Things {
  readonly done: number[] = [];

  @JobHandler({ name: 'wake-up.one' })
  one({ number }: { number: number }): Promise<void> {
    this.done.push(number);
    return Promise.resolve();
  }

  @JobHandler({ name: 'wake-up.many' })
  many({ number }: { number: number }): Promise<void> {
    this.done.push(number);
    return Promise.resolve();
  }
}

@Module({ providers: [Things] })
class ThingModule {}

/** Leaves jobs, and runs none. */
let app: TestApp;
/** Another process on the same database, which runs them. */
let worker: TestApp;
let runner: JobRunner;

beforeAll(async () => {
  app = await testApp({ modules: [ThingModule] });
  worker = await testApp({ modules: [ThingModule], beside: app });
  runner = new JobRunner(
    new JobsMode(true, POLL_SECONDS),
    worker.get(JobQueue),
    worker.get(HandlerRegistry),
    worker.get(SqlReader),
    worker.get(UnitOfWork),
    worker.get(JobSignals),
  );
  runner.onApplicationBootstrap();
});
beforeEach(async () => {
  done().length = 0;
  // Every queue has been looked at: without a signal it is looked at tomorrow.
  await send('wake-up.one', 0);
  await send('wake-up.many', 0);
  await eventually(() => done().filter((number) => number === 0).length === 2);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await runner.beforeApplicationShutdown();
  await worker.close();
  await app.close();
});

const done = (): number[] => worker.get(Things).done;

const send = (queue: string, number: number): Promise<void> =>
  app.get(UnitOfWork).run(() => app.get(Jobs).send(queue, { number }));

it('wakes a worker of another process when the job is committed', async () => {
  await send('wake-up.one', 1);
  await eventually(() => done().includes(1));
  await send('wake-up.one', 2);
  await eventually(() => done().includes(2));
});

it('wakes it for jobs that are left by one statement', async () => {
  await app
    .get(UnitOfWork)
    .run(() => app.get(Jobs).sendAll('wake-up.many', [{ number: 3 }, { number: 4 }]));
  await eventually(() => done().includes(3) && done().includes(4));
});

it('tells nobody before the commit, nor of what is rolled back, nor of what may not run yet', async () => {
  const told = jest.spyOn(app.get(SignalSender), 'send');
  await app.get(UnitOfWork).run(async () => {
    await app.get(Jobs).send('wake-up.one', { number: 5 });
    expect(told).not.toHaveBeenCalled();
  });
  expect(told).toHaveBeenCalledTimes(1);
  const failing = app.get(UnitOfWork).run(async () => {
    await app.get(Jobs).send('wake-up.one', { number: 6 });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  await app
    .get(UnitOfWork)
    .run(() => app.get(Jobs).send('wake-up.one', { number: 7 }, { startAfter: 3_600 }));
  expect(told).toHaveBeenCalledTimes(1);
});

it('looks at all queues when its line has been cut and is open anew', async () => {
  const sending = jest.spyOn(app.get(SignalSender), 'send').mockReturnValue();
  await send('wake-up.one', 8);
  await send('wake-up.many', 9);
  expect(sending).toHaveBeenCalledTimes(2);
  const cut = await app.sql<{ done: boolean }>(
    `
    select pg_terminate_backend(pid) as done
    from pg_stat_activity
    where application_name = 'maru-signals' and datname = current_database()`,
  );
  expect(cut.every((one) => one.done)).toBe(true);
  await eventually(() => done().includes(8) && done().includes(9));
});

it('takes the notification out of the transactions of queues that an earlier version made', async () => {
  await app.sql(`update pgboss.queue set notify = true where name like 'wake-up.%'`);
  const later = await testApp({ modules: [ThingModule], beside: app });
  await later.get(JobQueue).connected();
  const queues = await app.sql<{ notify: boolean }>(
    `select notify from pgboss.queue where name like 'wake-up.%'`,
  );
  expect(queues).toEqual([{ notify: false }, { notify: false }]);
  await later.close();
});
