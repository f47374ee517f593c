import { eventually, pictures, type S3Store, s3Store } from '#libs/testing';
import { publishes } from '../../e2e/support/acts.js';
import { type Person, person } from '../../e2e/support/people.js';
import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { Production } from '../support/production.js';
import { Running } from '../support/running.js';
import { whenInstalled } from '../support/when-installed.js';
import { health } from './health.js';

const undo = afterwards();

/** Waits until a part is so. */
const becomes = (port: number, part: string, status: 'up' | 'degraded') =>
  eventually(
    () => health(port),
    ({ code, details }) => code === 200 && details?.[part]?.status === status,
  );

describe('S3', () => {
  let store: S3Store;
  let port: number;
  let member: Person;

  beforeAll(async () => {
    store = await s3Store();
    undo(() => store.stop());
    const production = await Production.prepare({ ...store.env, WORKER: 'inline' });
    undo(() => production.remove());
    port = await freePort();
    await production.api(port, { SHUTDOWN_DELAY: '0' });
    member = await person('member', {}, { url: `http://127.0.0.1:${port}` });
  });

  const upload = async () => {
    const form = new FormData();
    const { name, data } = await pictures.jpeg();
    form.append('file', new Blob([new Uint8Array(data)]), name);
    const headers = { authorization: `Bearer ${member.token}` };
    return fetch(`http://127.0.0.1:${port}/v1/media`, { method: 'POST', headers, body: form });
  };

  it.each(['cut', 'refuse', 'ignore'] as const)(
    'that goes away (%s) is told as degraded and takes nothing but uploads along',
    async (how) => {
      await becomes(port, 'storage', 'up');
      store.behave(() => how);
      expect((await becomes(port, 'storage', 'degraded')).status).toBe('degraded');
      if (how !== 'ignore') {
        expect((await upload()).status).toBe(503);
      }
      await publishes(member, { body: 'Text.' });
      store.behave();
      expect((await becomes(port, 'storage', 'up')).status).toBe('ok');
      expect((await upload()).status).toBe(201);
    },
  );
});

describe('Redis', () => {
  whenInstalled(['redis-server'], (program) => {
    const apis: number[] = [];
    let redisPort: number;
    let redis: Running;

    const startRedis = (): Running => {
      const words = ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', ''];
      return Running.spawn(program, [...words, '--appendonly', 'no'], { cwd: '/tmp' });
    };
    /** How many requests of this address an API still takes, after one more. */
    const left = async (port: number): Promise<number> => {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/posts`);
      return Number(/"address";r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
    };

    beforeAll(async () => {
      redisPort = await freePort();
      redis = startRedis();
      undo(() => redis.stop('SIGKILL'));
      const production = await Production.prepare({
        REDIS_URL: `redis://127.0.0.1:${redisPort}`,
        SHUTDOWN_DELAY: '0',
      });
      undo(() => production.remove());
      for (const port of [await freePort(), await freePort()]) {
        await production.api(port);
        apis.push(port);
      }
    });

    it('that goes away is told as degraded; limits are then counted by each process', async () => {
      const [one, other] = [apis[0]!, apis[1]!];
      await Promise.all(apis.map((port) => becomes(port, 'redis', 'up')));
      const before = await left(one);
      expect(await left(other)).toBe(before - 1);

      await redis.stop('SIGKILL');
      for (const port of apis) {
        expect((await becomes(port, 'redis', 'degraded')).status).toBe('degraded');
      }
      const first = await left(one);
      expect(await left(one)).toBe(first - 1);
      // The other one knows nothing of these.
      expect(await left(other)).toBeGreaterThan(first - 1);
      let status = 200;
      for (let i = 0; i < 120 && status === 200; i++) {
        ({ status } = await fetch(`http://127.0.0.1:${one}/v1/posts`));
      }
      expect(status).toBe(429);

      redis = startRedis();
      await Promise.all(apis.map((port) => becomes(port, 'redis', 'up')));
      const shared = await eventually(
        async () => [await left(one), await left(other)] as const,
        ([mine, theirs]) => theirs === mine - 1,
      );
      expect(shared[1]).toBe(shared[0] - 1);
    });
  });
});
