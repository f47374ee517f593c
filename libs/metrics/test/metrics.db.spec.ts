import { DataSource } from 'typeorm';
import { JobQueue } from '#libs/jobs';
import { MetricsModule } from '#libs/metrics';
import { GuestsModule, type TestHttp, testHttp } from '#libs/testing';

const modules = [MetricsModule, GuestsModule];
const token = { METRICS_TOKEN: 'scrape-me' };
const get = (app: TestHttp, url: string, headers = {}) =>
  app.request({ method: 'GET', url, headers });
const scrape = async (app: TestHttp) =>
  (await get(app, '/metrics', { authorization: 'Bearer scrape-me' })).text;

describe('metrics', () => {
  let app: TestHttp;

  beforeEach(async () => {
    app = await testHttp({ modules, env: token });
  });
  afterEach(async () => {
    await app.close();
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
    expect(text).toMatch(
      /^job_queue_oldest_seconds\{queue="counters.audit"\} (9\d|\d{3})(\.\d+)?$/m,
    );
    expect(text).toMatch(/^outbox_lag_seconds (9\d|\d{3})(\.\d+)?$/m);
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

it('shows metrics to everyone when there is no token', async () => {
  const app = await testHttp({ modules });
  expect((await get(app, '/metrics')).status).toBe(200);
  await app.close();
});
