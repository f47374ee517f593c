import { DataSource } from 'typeorm';
import { type TestHttp, testHttp } from '#libs/testing';
import { HealthModule } from '../src/health/index.js';
import { JobQueue } from '../src/jobs/index.js';
import { MetricsModule } from '../src/metrics/index.js';
import { ProgramState } from '../src/runtime/index.js';
import { ObjectStorage } from '../src/storage/index.js';
import { SampleModule } from './http/sample-app.js';

const modules = [HealthModule, MetricsModule, SampleModule];
const token = { METRICS_TOKEN: 'scrape-me' };
const get = (app: TestHttp, url: string, headers = {}) =>
  app.request({ method: 'GET', url, headers });
const scrape = async (app: TestHttp) =>
  (await get(app, '/metrics', { authorization: 'Bearer scrape-me' })).text;

describe('operations', () => {
  let app: TestHttp;

  beforeEach(async () => {
    app = await testHttp({ modules, env: token });
  });
  afterEach(async () => {
    await app.close();
  });

  it('tells that everything works, under both names', async () => {
    for (const url of ['/health', '/health/ready']) {
      const { status, body, headers } = await get(app, url);
      expect(status).toBe(200);
      expect(body.status).toBe('ok');
      expect(Object.keys(body.details).sort()).toEqual([
        'database',
        'migrations',
        'queue',
        'storage',
      ]);
      expect(body.info.database.status).toBe('up');
      expect(headers['cache-control']).toContain('no-store');
    }
  });

  it('is not ready from the moment it is told to stop, but lives', async () => {
    app.get(ProgramState).stop();
    const ready = await get(app, '/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body).toEqual({ status: 'shutting_down', info: {}, error: {}, details: {} });
    expect((await get(app, '/health')).status).toBe(503);
    expect((await get(app, '/health/live')).status).toBe(200);
  });

  it('is not ready while the database is away, and tells no more than that', async () => {
    await app.get(DataSource).destroy();
    const { status, body } = await get(app, '/health/ready');
    expect(status).toBe(503);
    expect(body.status).toBe('error');
    expect(body.error.database).toMatchObject({ status: 'down', message: 'does not work' });
    expect((await get(app, '/health/live')).status).toBe(200);
  });

  it('is not ready while a migration is missing', async () => {
    await app.sql('delete from migrations where id = (select max(id) from migrations)');
    const { status, body } = await get(app, '/health/ready');
    expect(status).toBe(503);
    expect(body.error.migrations).toMatchObject({
      status: 'down',
      message: '1 pending: run `maru migrate`',
    });
  });

  it('stays ready while storage or queue do not work, and says so', async () => {
    jest.spyOn(app.get(ObjectStorage), 'check').mockRejectedValue(new Error('disk at /secret'));
    jest.spyOn(app.get(JobQueue), 'connected').mockRejectedValue(new Error('gone'));
    const { status, body, text } = await get(app, '/health/ready');
    expect(status).toBe(200);
    expect(body.status).toBe('degraded');
    expect(body.details.storage.status).toBe('degraded');
    expect(body.details.queue.status).toBe('degraded');
    expect(text).not.toContain('/secret');
    jest.restoreAllMocks();
  });

  it('tells which build answers', async () => {
    const { status, body } = await get(app, '/version');
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['builtAt', 'commit', 'name', 'node', 'version']);
    expect(body).toMatchObject({ name: 'maru', node: process.versions.node });
    expect(body.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('shows metrics to the holder of the token only', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'scrape-me' }]) {
      const { status, body } = await get(app, '/metrics', headers);
      expect(status).toBe(401);
      expect(body.code).toBe('unauthenticated');
    }
    const { status, headers, text } = await get(app, '/metrics', {
      authorization: 'Bearer scrape-me',
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=/);
    expect(text).toMatch(/^db_up 1$/m);
    expect(text).toMatch(/^db_pool_connections\{state="idle"\} \d+$/m);
    expect(text).toMatch(/^counter_deltas_pending 0$/m);
    expect(text).toMatch(/^job_queue_dead_letters 0$/m);
    expect(text).toMatch(/^outbox_lag_seconds 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  it('tells how far the background work is behind', async () => {
    await app.get(JobQueue).connected();
    await app.sql(`
      insert into pgboss.job (name, start_after)
      select name, now() - interval '90 seconds' from pgboss.queue
    `);
    const text = await scrape(app);
    expect(text).toMatch(/^job_queue_dead_letters 1$/m);
    expect(text).toMatch(/^job_queue_jobs\{queue="counters.audit",state="created"\} 1$/m);
    expect(text).toMatch(/^job_queue_oldest_seconds\{queue="counters.audit"\} 9\d(\.\d+)?$/m);
    expect(text).toMatch(/^outbox_lag_seconds 9\d(\.\d+)?$/m);
    expect(text).not.toMatch(/queue="dead-letter"/);
  });

  it('never fails a scrape, and leaves out figures of a database that is away', async () => {
    await scrape(app);
    await app.get(DataSource).destroy();
    const text = await scrape(app);
    expect(text).toMatch(/^db_up 0$/m);
    expect(text).not.toMatch(/^(outbox_lag_seconds|job_queue_dead_letters) /m);
  });
});

it('starts and stays ready without Redis, and says so', async () => {
  const app = await testHttp({ modules, env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  const { status, body } = await get(app, '/health/ready');
  expect(status).toBe(200);
  expect(body.details.redis.status).toBe('degraded');
  await app.close();
});

it('shows metrics to everyone when there is no token', async () => {
  const app = await testHttp({ modules });
  expect((await get(app, '/metrics')).status).toBe(200);
  await app.close();
});
