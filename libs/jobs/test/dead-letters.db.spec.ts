import { Injectable, Module } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DeadLetters, JobHandler, JobQueue, JobRunner, Jobs } from '#libs/jobs';
import { type TestApp, testApp } from '#libs/testing';

@Injectable()
class Errands {
  readonly run: string[] = [];

  @JobHandler({ name: 'errands.run', retryLimit: 1 })
  handle({ errand }: { errand: string }): Promise<void> {
    this.run.push(errand);
    return Promise.resolve();
  }
}

@Module({ providers: [Errands] })
class ErrandModule {}

describe('jobs that failed for the last time', () => {
  let app: TestApp;
  let letters: DeadLetters;

  beforeEach(async () => {
    app = await testApp({ modules: [ErrandModule] });
    letters = app.get(DeadLetters);
  });
  afterEach(() => app.close());

  /** Leaves jobs, and fails each of them as often as it may fail. */
  async function failForGood(...errands: string[]): Promise<void> {
    await app.get(UnitOfWork).run(async () => {
      for (const errand of errands) {
        await app.get(Jobs).send('errands.run', { errand });
      }
    });
    const boss = await app.get(JobQueue).connected();
    for (let attempt = 0; attempt <= 1; attempt++) {
      await app.sql(`update pgboss.job set start_after = now() where name = 'errands.run'`);
      for (const { id, data } of await boss.fetch<{ errand: string }>('errands.run', {
        batchSize: 50,
      })) {
        await boss.fail('errands.run', id, { reason: `no way to ${data.errand}` });
      }
    }
  }

  it('are listed with their queue and reason, oldest first, and not before', async () => {
    expect(await letters.list()).toEqual([]);
    await failForGood('mail');
    await failForGood('picture');
    expect(await letters.list()).toEqual(
      ['no way to mail', 'no way to picture'].map((reason) => ({
        id: expect.any(String),
        queue: 'errands.run',
        failedAt: expect.any(Date),
        reason,
      })),
    );
    await app.get(JobRunner).drain();
    expect(app.get(Errands).run).toEqual([]);
  });

  it('run once more when they are sent again', async () => {
    await failForGood('mail', 'picture');
    expect(await letters.retry()).toBe(2);
    expect(await letters.list()).toEqual([]);
    await app.get(JobRunner).drain();
    expect(app.get(Errands).run.sort()).toEqual(['mail', 'picture']);
    expect(await letters.retry()).toBe(0);
  });

  it('come back when they fail again', async () => {
    await failForGood('mail');
    await letters.retry();
    await failForGood();
    expect((await letters.list()).map(({ reason }) => reason)).toEqual(['no way to mail']);
  });

  it('are gone for good when they are given up', async () => {
    await failForGood('mail', 'picture');
    expect(await letters.drop()).toBe(2);
    expect(await letters.list()).toEqual([]);
    expect(await letters.retry()).toBe(0);
    expect(await letters.drop()).toBe(0);
    await app.get(JobRunner).drain();
    expect(app.get(Errands).run).toEqual([]);
  });

  it('stay when nobody knows their queue any more', async () => {
    const boss = await app.get(JobQueue).connected();
    await failForGood('mail');
    await app.sql(`update pgboss.job set source_name = 'errands.gone' where name = 'dead-letter'`);
    await app.sql(`update pgboss.job set source_output = null where name = 'dead-letter'`);
    expect(await boss.getQueue('errands.gone')).toBeNull();
    expect(await letters.retry()).toBe(0);
    expect(await letters.list()).toMatchObject([{ queue: 'errands.gone', reason: 'unknown' }]);
  });

  it('of a schedule whose next run waits already are no longer needed', async () => {
    const boss = await app.get(JobQueue).connected();
    await boss.createQueue('errands.daily', { policy: 'short', deadLetter: 'dead-letter' });
    await boss.send('errands.daily', {}, { retryLimit: 0 });
    for (const { id } of await boss.fetch('errands.daily')) {
      await boss.fail('errands.daily', id, { reason: 'not today' });
    }
    await boss.send('errands.daily', {});
    expect(await letters.list()).toHaveLength(1);
    expect(await letters.retry()).toBe(0);
    expect(await letters.list()).toEqual([]);
  });
});
