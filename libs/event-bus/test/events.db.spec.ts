import { Injectable, Module } from '@nestjs/common';
import { register } from 'prom-client';
import { sql, UnitOfWork } from '#libs/database';
import { AfterCommit, DomainEvents, InTransaction } from '#libs/event-bus';
import { JobRunner } from '#libs/jobs';
import { defineEvent } from '#libs/kernel';
import { type TestApp, testApp } from '#libs/testing';

class ProbeSeen extends defineEvent<{ id: string }>('probe.seen') {}

/** Nobody tells it. */
defineEvent<{ id: string }>('probe.missed');

@Injectable()
class Probe {
  readonly after: string[] = [];
  failures = 0;

  constructor(private readonly work: UnitOfWork) {}

  @InTransaction(ProbeSeen)
  async count(event: ProbeSeen): Promise<void> {
    await this.work.execute(sql`insert into probe_log (id) values (${event.data.id})`);
  }

  @AfterCommit(ProbeSeen, { name: 'probe.tell' })
  tell(event: ProbeSeen): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('not yet'));
    }
    this.after.push(event.data.id);
    return Promise.resolve();
  }
}

@Module({ providers: [Probe] })
class ProbeModule {}

let app: TestApp;
let events: DomainEvents;
let work: UnitOfWork;

beforeAll(async () => {
  app = await testApp({ modules: [ProbeModule] });
  events = app.get(DomainEvents);
  work = app.get(UnitOfWork);
  await app.sql('create table probe_log (id text primary key)');
});
afterAll(() => app.close());

const logged = async () =>
  (await app.sql<{ id: string }>('select id from probe_log order by id')).map(({ id }) => id);

it('runs handlers in the transaction, and those after it once it is committed', async () => {
  await work.run(async () => {
    await events.publish(new ProbeSeen({ id: 'a' }));
    expect(await logged()).toContain('a');
  });
  expect(app.get(Probe).after).not.toContain('a');
  await app.get(JobRunner).drain();
  expect(app.get(Probe).after).toContain('a');
});

it('keeps neither the fact nor its event when the transaction fails', async () => {
  const act = work.run(async () => {
    await events.publish(new ProbeSeen({ id: 'b' }));
    throw new Error('refused');
  });
  await expect(act).rejects.toThrow('refused');
  await app.settle();
  expect(await logged()).not.toContain('b');
  expect(app.get(Probe).after).not.toContain('b');
});

it('refuses the fact when a handler in the transaction fails', async () => {
  const act = work.run(() =>
    events.publish(new ProbeSeen({ id: 'c' }), new ProbeSeen({ id: 'c' })),
  );
  await expect(act).rejects.toThrow();
  expect(await logged()).not.toContain('c');
});

it('refuses events and writes outside a transaction', async () => {
  await expect(events.publish(new ProbeSeen({ id: 'd' }))).rejects.toThrow(/transaction/);
  expect(() => work.manager).toThrow(/transaction/);
});

it('joins nested work to the transaction that runs', async () => {
  const act = work.run(async () => {
    await work.run(() => work.execute(sql`insert into probe_log (id) values ('nested')`));
    throw new Error('outer');
  });
  await expect(act).rejects.toThrow('outer');
  expect(await logged()).not.toContain('nested');
});

it('counts what happened, and nothing of a transaction that failed', async () => {
  const total = async () => {
    const metric = await register.getSingleMetric('domain_events_total')!.get();
    return metric.values.find(({ labels }) => labels['event'] === 'probe.seen')?.value ?? 0;
  };
  const before = await total();
  const publish = (id: string) => events.publish(new ProbeSeen({ id }));
  await work.run(() => work.run(() => publish('counted')));
  expect(await total()).toBe(before + 1);
  const failing = work.run(async () => {
    await work.run(() => publish('taken back'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await total()).toBe(before + 1);
});

it('shows every declared event from the start, also one that nobody has published', async () => {
  const { values } = await register.getSingleMetric('domain_events_total')!.get();
  const names = values.map(({ labels }) => labels['event']);
  expect(names).toEqual(expect.arrayContaining(['probe.seen', 'probe.missed']));
});

it('refuses two events of one name', () => {
  expect(() => defineEvent('probe.seen')).toThrow('The event "probe.seen" is declared twice.');
});
