import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compose } from '../container/compose.js';

/**
 * A docker that does nothing but remember: its calls in `calls`, the image of a service in `running-…`, the tags
 * in files `tag-…`. The words in `broken` name what fails.
 */
const STAND_IN = `#!/usr/bin/env bash
cd "$(dirname "$0")/.."
echo "\${MARU_IMAGE:-} $*" >>calls
fails() { grep -qsxF "$1" broken; }
case "$1 $2" in
  pull\\ *) ! fails pull ;;
  'image inspect') [[ -e tag-\${3//[:\\/]/_} ]] ;;
  tag\\ *) echo "$2" >"tag-\${3//[:\\/]/_}" ;;
  'compose run') ! fails "\${*: -1}" ;;
  'compose up')
    service=\${*: -1}
    if fails "up $MARU_IMAGE" || fails "$service $MARU_IMAGE"; then exit 1; fi
    echo "$MARU_IMAGE" >"running-$service"
    ;;
  *) exit 99 ;;
esac
`;

const SERVICES = ['api-1', 'api-2', 'worker'];
const all = (image: string) => SERVICES.map(() => image);

let folder: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru deploy '));
  await promisify(execFile)('mkdir', [join(folder, 'bin')]);
  await writeFile(join(folder, 'bin', 'docker'), STAND_IN);
  await chmod(join(folder, 'bin', 'docker'), 0o755);
  // Healthy as long as the image that runs is not among the sick ones.
  server = createServer((_request, response) => {
    void Promise.all([read('running-api-2'), read('broken')]).then(([running, broken]) => {
      const [sick, moved] = [`sick ${running[0]}`, `moved ${running[0]}`].map((word) =>
        broken.includes(word),
      );
      response.writeHead(sick ? 503 : moved ? 308 : 200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Lines of a file of the stand-in; none when it isn't there. */
async function read(name: string): Promise<string[]> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

/** Deploys, with an older version as `maru:stable` unless told otherwise. */
async function deploy({ broken = [] as string[], stable = true } = {}) {
  await writeFile(join(folder, 'broken'), broken.join('\n'));
  for (const service of SERVICES) {
    await writeFile(join(folder, `running-${service}`), 'maru:before\n');
  }
  if (stable) {
    await writeFile(join(folder, 'tag-maru_stable'), 'maru:before\n');
  }
  const { port } = server.address() as AddressInfo;
  const run = spawn('deploy/scripts/deploy.sh', ['maru:new'], {
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      TMPDIR: folder,
      HEALTH_URL: `http://127.0.0.1:${port}/health/ready`,
      HEALTH_PAUSE: '0',
    },
  });
  let told = '';
  run.stdout.on('data', (piece: Buffer) => (told += piece.toString()));
  run.stderr.on('data', (piece: Buffer) => (told += piece.toString()));
  const [code] = await once(run, 'close');
  return {
    code,
    told,
    running: (await Promise.all(SERVICES.map((name) => read(`running-${name}`)))).map(
      ([image]) => image,
    ),
    stable: (await read('tag-maru_stable'))[0],
    calls: (await read('calls')).map((call) => call.trim()),
  };
}

test('a healthy image is started after its migrations, and becomes the stable one', async () => {
  const { code, running, stable, calls } = await deploy();
  expect([code, running, stable]).toEqual([0, all('maru:new'), 'maru:new']);
  const up = 'maru:new compose up --detach --no-deps --wait --wait-timeout 120';
  expect(calls).toEqual([
    'pull maru:new',
    'compose run --rm --no-deps roles',
    'maru:new compose run --rm --no-deps migrate',
    `${up} api-1`,
    `${up} api-2`,
    `${up} worker`,
    'tag maru:new maru:stable',
  ]);
});

test('what it starts are services of docker-compose.yml, and run the image that it names', () => {
  for (const service of [...SERVICES, 'migrate']) {
    expect([service, compose.services[service]?.image]).toEqual([
      service,
      '${MARU_IMAGE:-maru:local}',
    ]);
  }
  expect(compose.services['roles']?.image).toBe(compose.services['postgres']?.image);
  const published = compose.services['nginx']?.ports?.[0];
  expect(published).toMatch(/:8080\}:8080$/);
});

test('the second API is left alone when the first one does not get healthy', async () => {
  const { code, calls } = await deploy({ broken: ['api-1 maru:new'] });
  expect(code).toBe(1);
  const started = calls.filter((call) => call.startsWith('maru:new compose up'));
  expect(started).toHaveLength(1);
});

test('the first image of a host needs no stable one', async () => {
  const { code, stable } = await deploy({ stable: false });
  expect([code, stable]).toEqual([0, 'maru:new']);
});

test.each([
  ['can’t be pulled', 'pull', 'nothing was changed'],
  ['finds no roles', 'roles', 'what ran before still runs'],
  ['can’t migrate', 'migrate', 'what ran before still runs'],
])('an image that %s is not started', async (_what, broken, told) => {
  const result = await deploy({ broken: [broken] });
  expect([result.code, result.stable]).toEqual([1, 'maru:before']);
  expect(result.running).toEqual(all('maru:before'));
  expect(result.told).toContain(told);
  expect(result.calls.join()).not.toContain('compose up');
});

test.each([
  ['doesn’t become healthy', 'sick maru:new', 5],
  ['only leads elsewhere', 'moved maru:new', 5],
  ['doesn’t start', 'up maru:new', 0],
  ['has no worker', 'worker maru:new', 0],
])('an image that %s makes way for the stable one', async (_what, broken, tries) => {
  const result = await deploy({ broken: [broken] });
  expect([result.code, result.stable]).toEqual([1, 'maru:before']);
  expect(result.running).toEqual(all('maru:stable'));
  expect(result.told.match(/not healthy yet/g) ?? []).toHaveLength(tries);
  expect(result.told).toContain('maru:stable runs again');
});

test.each([
  ['isn’t healthy', ['sick maru:new', 'sick maru:stable']],
  ['doesn’t start', ['sick maru:new', 'up maru:stable']],
])('a roll-back whose stable image %s says so', async (_what, broken) => {
  const { code, told } = await deploy({ broken });
  expect(code).toBe(2);
  expect(told).toContain('THE ROLL-BACK FAILED');
});

test('without a stable image there is no roll-back', async () => {
  const { code, told } = await deploy({ broken: ['sick maru:new'], stable: false });
  expect(code).toBe(2);
  expect(told).toContain('there is no maru:stable');
});

test('a call without an image tells how to call it', async () => {
  await expect(promisify(execFile)('deploy/scripts/deploy.sh', [])).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringContaining('usage:'),
  });
});
