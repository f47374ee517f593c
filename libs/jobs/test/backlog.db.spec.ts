import { Injectable, Module } from '@nestjs/common';
import { SqlReader, UnitOfWork } from '#libs/database';
import { JobHandler, JobRunner, Jobs, JobsMode } from '#libs/jobs';
import { eventually, type TestApp, testApp } from '#libs/testing';
import { HandlerRegistry } from '../src/handler.registry.js';
import { JobQueue } from '../src/job-queue.js';
import { JobSignals } from '../src/job-signals.js';

const WAITING = 12;
/** Longer than any test: whatever waits until the queue is looked at by the clock is never done. */
const POLL_SECONDS = 24 * 3_600;

@Injectable()
class Things {
  readonly done: number[] = [];
  atOnce = 0;
  most = 0;

  @JobHandler({ name: 'thing.finish', concurrency: 1 })
  async finish({ number }: { number: number }): Promise<void> {
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    await new Promise(setImmediate);
    this.atOnce -= 1;
    this.done.push(number);
  }
}

@Module({ providers: [Things] })
class ThingModule {}

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules: [ThingModule] });
});
afterAll(() => app.close());

it('a backlog of jobs that run one at a time is worked off without pauses', async () => {
  const things = app.get(Things);
  await app.get(UnitOfWork).run(async () => {
    for (let number = 0; number < WAITING; number += 1) {
      await app.get(Jobs).send('thing.finish', { number });
    }
  });
  const runner = new JobRunner(
    new JobsMode(true, POLL_SECONDS),
    app.get(JobQueue),
    app.get(HandlerRegistry),
    app.get(SqlReader),
    app.get(UnitOfWork),
    app.get(JobSignals),
  );
  runner.onApplicationBootstrap();
  try {
    await eventually(() => things.done.length >= WAITING);
  } finally {
    await runner.beforeApplicationShutdown();
  }
  expect([...things.done].sort((a, b) => a - b)).toEqual(
    Array.from({ length: WAITING }, (_, i) => i),
  );
  expect(things.most).toBe(1);
});
