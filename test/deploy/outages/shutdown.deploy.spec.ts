import { request } from 'node:http';
import { eventually, pictures } from '#libs/testing';
import { LAST_STEP_LIMIT, STOP_LIMIT } from '../../../libs/runtime/src/run-program.js';
import { type Person, person } from '../../e2e/support/people.js';
import { formWith } from '../nginx/wire.js';
import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { Production } from '../support/production.js';
import { health } from './health.js';

/** The grace period of orchestrators, in milliseconds. */
const GRACE = 30_000;
/** Seconds between "not ready" and the closed port: also a slow machine asks a few times meanwhile. */
const DELAY = 10;

const undo = afterwards();
let production: Production;
let picture: Buffer;
let endless: ReturnType<typeof stopsMidway>;

beforeAll(async () => {
  production = await Production.prepare({ SHUTDOWN_DELAY: String(DELAY) });
  undo(() => production.remove());
  picture = (await pictures.jpeg()).data;
  // It takes its time, and the other test goes on meanwhile.
  endless = stopsMidway();
});

/** An upload of which the second half is missing until it is told to end. */
function slowUpload(port: number, { token }: Person) {
  const { type, body } = formWith(picture, 'slow.jpg');
  const upload = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/v1/media',
    headers: {
      'content-type': type,
      'content-length': String(body.length),
      authorization: `Bearer ${token}`,
    },
  });
  const status = new Promise<number | string>((resolve) => {
    upload.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    upload.on('error', ({ message }) => resolve(message));
  });
  const half = Math.floor(body.length / 2);
  upload.write(body.subarray(0, half));
  return { status, end: () => upload.end(body.subarray(half)) };
}

it('tells that it is not ready at once, ends what is under way, and goes', async () => {
  const port = await freePort();
  const api = await production.api(port);
  const member = await person('member', {}, { url: `http://127.0.0.1:${port}` });
  const upload = slowUpload(port, member);
  expect(await health(port)).toMatchObject({ code: 200 });

  const told = Date.now();
  api.signal('SIGTERM');
  const ended = api.ended();
  await eventually(
    () => health(port),
    ({ code }) => code === 503,
  );
  expect(await health(port)).toMatchObject({ status: 'shutting_down' });
  expect(await health(port, 'live')).toMatchObject({ code: 200 });
  // Who hasn't noticed yet is served.
  expect((await fetch(`http://127.0.0.1:${port}/v1/posts`)).status).toBe(200);
  await eventually(
    () => health(port, 'live'),
    ({ code }) => code === 0,
  );
  expect(Date.now() - told).toBeGreaterThanOrEqual(DELAY * 1_000);
  expect(api.isAlive).toBe(true);
  upload.end();
  expect(await upload.status).toBe(201);
  expect(await ended).toBe(0);
});

it('gives itself less time than orchestrators do', () => {
  expect(STOP_LIMIT + LAST_STEP_LIMIT).toBeLessThan(GRACE);
});

it('goes, whatever never ends', async () => {
  const { codes, uploaded } = await endless;
  // Only the API had to cut something off.
  expect(codes).toEqual([1, 0]);
  expect(uploaded).toEqual(expect.stringMatching(/socket hang up|ECONNRESET/));
});

/** Stops an API in the middle of an upload that never ends, and a worker. */
async function stopsMidway() {
  const ports = { api: await freePort(), worker: await freePort() };
  const programs = await Promise.all([production.api(ports.api), production.worker(ports.worker)]);
  const upload = slowUpload(
    ports.api,
    await person('member', {}, { url: `http://127.0.0.1:${ports.api}` }),
  );
  await health(ports.api);
  const codes = await Promise.all(programs.map((program) => program.stop()));
  return { codes, uploaded: await upload.status };
}
