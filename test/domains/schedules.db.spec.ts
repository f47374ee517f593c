import { UnitOfWork } from '#libs/database';
import { HandlerRegistry } from '#libs/jobs';
import { type TestHttp, testHttp } from '#libs/testing';
import { domainModules } from '../../apps/domains.js';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: domainModules });
});
afterAll(() => app.close());

it('does by the clock what it is to do, each job and loop from a context of its own', async () => {
  const { queues, loops } = app.get(HandlerRegistry);
  const scheduled = queues.filter(({ cron }) => cron !== undefined);
  expect(scheduled.length).toBeGreaterThan(10);
  const failed: string[] = [];
  for (const { name, run } of [
    ...scheduled.map(({ queue, run }) => ({ name: queue.name, run: () => run({}) })),
    ...loops,
  ]) {
    await app
      .get(UnitOfWork)
      .apart(run)
      .catch((error: unknown) => failed.push(`${name}: ${String(error)}`));
  }
  expect(failed).toEqual([]);
});
