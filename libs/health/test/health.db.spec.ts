import { DataSource } from 'typeorm';
import { HealthModule } from '#libs/health';
import { JobQueue } from '#libs/jobs';
import { ProgramState } from '#libs/runtime';
import { ObjectStorage } from '#libs/storage';
import { GuestsModule, type TestHttp, testHttp } from '#libs/testing';

const modules = [HealthModule, GuestsModule];
const get = (app: TestHttp, url: string) => app.request({ method: 'GET', url });

describe('health', () => {
  let app: TestHttp;

  beforeEach(async () => {
    app = await testHttp({ modules });
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
});

it('starts and stays ready without Redis, and says so', async () => {
  const app = await testHttp({ modules, env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  const { status, body } = await get(app, '/health/ready');
  expect(status).toBe(200);
  expect(body.details.redis.status).toBe('degraded');
  await app.close();
});
