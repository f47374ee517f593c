import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { settingCatalogue } from '../../../libs/config/src/setting-catalogue.js';
import { templateVariables } from '../nginx/proxy.js';
import { whenInstalled } from '../support/when-installed.js';
import { compose, composeText, isMaru, networksOf, type Service, services } from './compose.js';
import { said, stage } from './dockerfile.js';

const run = promisify(execFile);
const isOnce = ({ restart }: Service) => restart === 'no';

it.each(services)('gives %s no more than it needs', (name, service) => {
  const image = service.image.replace(/^\$\{MARU_IMAGE:-(.*)\}$/, '$1');
  expect(image).toMatch(/^[\w./-]+:[\w.-]*(?:\d|local)[\w.-]*$/);
  expect(service.cap_drop).toEqual(['ALL']);
  expect(service.security_opt).toEqual(['no-new-privileges:true']);
  expect(service.mem_limit).toMatch(/^\d+[mg]$/);
  // The suite builds inside its container.
  expect([name, service.read_only === true]).toEqual([name, name !== 'test']);
});

it.each(services)('connects %s with what is there', (_name, service) => {
  expect(networksOf(service).filter((network) => !(network in compose.networks))).toEqual([]);
  expect(
    networksOf(service).length > 0 || service.network_mode === 'none' || 'pid' in service,
  ).toBe(true);
  for (const volume of service.volumes ?? []) {
    const source = volume.split(':')[0]!;
    const known = source.startsWith('.')
      ? existsSync(source)
      : source === '/' || source in compose.volumes;
    expect([source, known]).toEqual([source, true]);
  }
  for (const [target, { condition }] of Object.entries(service.depends_on ?? {})) {
    expect(Object.keys(compose.services)).toContain(target);
    const other = compose.services[target]!;
    expect([target, condition]).toEqual([
      target,
      isOnce(other) && target !== 'test-postgres'
        ? 'service_completed_successfully'
        : 'service_healthy',
    ]);
    if (condition === 'service_healthy') {
      expect([target, other.healthcheck !== undefined || isMaru(other)]).toEqual([target, true]);
    }
    // Who waits for a server talks to it.
    if (condition === 'service_healthy') {
      const shared = networksOf(other).filter((network) => networksOf(service).includes(network));
      expect([target, shared.length > 0]).toEqual([target, true]);
    }
  }
});

it('declares no network and no volume that nobody uses', () => {
  const used = services.flatMap(([, service]) => networksOf(service));
  expect(Object.keys(compose.networks).filter((name) => !used.includes(name))).toEqual([]);
  const mounted = services.flatMap(([, { volumes = [] }]) =>
    volumes.map((one) => one.split(':')[0]),
  );
  expect(Object.keys(compose.volumes).filter((name) => !mounted.includes(name))).toEqual([]);
});

it('sets what Maru reads, and all that production requires', () => {
  for (const [name, service] of services.filter(([, one]) => isMaru(one))) {
    const settings = Object.keys(service.environment ?? {});
    const unknown = settings.filter(
      (key) => !(key in settingCatalogue) && !key.startsWith('ALERT_'),
    );
    expect([name, unknown]).toEqual([name, []]);
  }
  for (const name of ['api-1', 'api-2', 'worker', 'migrate']) {
    const { environment } = compose.services[name]!;
    expect(environment).toHaveProperty('DATABASE_URL');
    expect(environment).toHaveProperty('JWT_SECRET');
    expect(environment).toHaveProperty('METRICS_TOKEN');
  }
});

it('gives the superuser of the database to nobody but who makes the roles', () => {
  const holders = services.filter(([, { environment = {} }]) =>
    Object.values(environment).some((value) => value.includes('${MARU_POSTGRES_PASSWORD:')),
  );
  expect(holders.map(([name]) => name)).toEqual(['postgres', 'roles']);
  const { environment: own = {}, entrypoint = [], volumes = [] } = compose.services['roles']!;
  expect(own['PGUSER']).toBe(compose.services['postgres']!.environment!['POSTGRES_USER']);
  expect(own['PGDATABASE']).toBe(compose.services['postgres']!.environment!['POSTGRES_DB']);
  const [from, to] = volumes[0]!.split(':');
  expect(existsSync(entrypoint.at(-1)!.replace(to!, from!))).toBe(true);
  for (const [, { environment }] of services.filter(([, one]) => isMaru(one))) {
    const url = environment!['DATABASE_URL'];
    expect(url ?? 'postgres://maru_app:').toContain('postgres://maru_app:');
    expect(url ?? own['POSTGRES_APP_PASSWORD']).toContain(own['POSTGRES_APP_PASSWORD']);
  }
  expect(compose.services['postgres-exporter']!.environment).toMatchObject({
    DATA_SOURCE_USER: 'maru_exporter',
    DATA_SOURCE_PASS: own['POSTGRES_EXPORTER_PASSWORD'],
  });
  // A connection for it, while the programs have taken theirs.
  expect(compose.services['postgres']!.command).toContain('reserved_connections=2');
  for (const name of ['migrate', 'postgres-exporter']) {
    expect(compose.services[name]!.depends_on).toHaveProperty('roles');
  }
});

it('builds stages of the Dockerfile and runs its programs', () => {
  for (const [, { build }] of services) {
    if (build !== undefined) {
      expect(existsSync(build.dockerfile)).toBe(true);
      expect(stage(build.target)).toBeDefined();
    }
  }
  const commands = services.filter(([, one]) => isMaru(one) && one.entrypoint === undefined);
  const programs = new Set(commands.map(([, { command }]) => command?.join(' ')));
  expect([...programs].sort()).toEqual(['api', 'bucket', 'migrate', 'worker']);
});

it('trusts the network in which the proxy stands, and no other', () => {
  const subnet = compose.networks['edge']?.ipam?.config[0]?.subnet;
  for (const name of ['api-1', 'api-2']) {
    expect(compose.services[name]!.environment!['TRUSTED_PROXIES']).toBe(subnet);
  }
  expect(networksOf(compose.services['nginx']!)).toContain('edge');
  const published = services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name);
  expect(published.sort()).toEqual(['alertmanager', 'grafana', 'nginx', 'prometheus', 's3']);
  for (const [, { ports = [] }] of services) {
    expect(ports.filter((port) => !/^(?:\$\{MARU_HTTP_PORT:-)?127\.0\.0\.1:/.test(port))).toEqual(
      [],
    );
  }
});

it('fills every variable of the proxy’s templates', async () => {
  const given = Object.keys(compose.services['nginx']!.environment ?? {});
  // The image’s entrypoint finds the resolvers; TLS is not used here.
  const wanted = (await templateVariables()).filter((name) => !/TLS|LOCAL_RESOLVERS/.test(name));
  expect(wanted.filter((name) => !given.includes(name))).toEqual([]);
});

it('scrapes services that are there, on the ports that they open', async () => {
  const ports: Record<string, string> = {
    'api-1': '3000',
    'api-2': '3000',
    worker: '3001',
    alertmanager: '9093',
    'node-exporter': '9100',
    'postgres-exporter': '9187',
    'redis-exporter': '9121',
    'nginx-exporter': '9113',
    'blackbox-exporter': '9115',
  };
  expect(said(stage('runtime'), 'EXPOSE')).toEqual(['3000 3001']);
  const config = await readFile('deploy/prometheus/prometheus.yml', 'utf8');
  const targets = [...JSON.stringify(parse(config)).matchAll(/"([\w-]+):(\d+)"/g)];
  expect(targets.length).toBeGreaterThan(7);
  const prometheus = networksOf(compose.services['prometheus']!);
  for (const [, host, port] of targets.filter(([, name]) => name !== 'localhost')) {
    expect([host, ports[host!]]).toEqual([host, port]);
    const shared = networksOf(compose.services[host!]!).filter((one) => prometheus.includes(one));
    expect([host, shared.length > 0]).toEqual([host, true]);
  }
});

it('holds no secret, and makes random ones for its owner only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maru-env-'));
  const make = () => run(process.execPath, ['deploy/docker/make-env.mjs', folder]);
  try {
    await make();
    const first = await readFile(join(folder, '.env'), 'utf8');
    expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);
    expect((await make()).stdout).toContain('stays as it is');
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(first);
    const names = (pattern: RegExp, text: string) =>
      [...text.matchAll(pattern)].map(([, name]) => name!);
    const required = new Set(names(/\$\{(\w+):\?/g, composeText));
    const optional = new Set(names(/\$\{(\w+):-/g, composeText));
    const set = names(/^(\w+)=/gm, first);
    expect([...required].filter((name) => !set.includes(name))).toEqual([]);
    const offered = names(/^#?(\w+)=/gm, first);
    expect(offered.filter((name) => !required.has(name) && !optional.has(name))).toEqual([]);
    // Else `npm start` would take them for settings of its own.
    expect(offered.filter((name) => name in settingCatalogue)).toEqual([]);
    for (const line of composeText.matchAll(/(?:PASSWORD|PASS|SECRET|TOKEN|_KEY): (.*)/g)) {
      expect(line[1]).toMatch(/^\$\{|^only-for-the-tests$/);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('adds to an .env what a later version needs, and changes nothing in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maru-env-'));
  const path = join(folder, '.env');
  const make = () => run(process.execPath, ['deploy/docker/make-env.mjs', folder]);
  try {
    await make();
    const whole = await readFile(path, 'utf8');
    const own = `# mine\nexport MARU_JWT_SECRET=kept\nMARU_POSTGRES_PASSWORD = old`;
    await writeFile(path, own);
    const { stdout } = await make();
    const names = (text: string) =>
      [...text.matchAll(/^(?:export )?(MARU_\w+) ?=/gm)].map(([, name]) => name);
    const text = await readFile(path, 'utf8');
    expect(text.startsWith(`${own}\n`)).toBe(true);
    expect(names(text).sort()).toEqual(names(whole).sort());
    expect(text).toMatch(/^MARU_POSTGRES_APP_PASSWORD=[0-9a-f]{48}$/m);
    expect(stdout).toContain('MARU_POSTGRES_APP_PASSWORD, MARU_POSTGRES_EXPORTER_PASSWORD');
    expect(stdout).not.toMatch(/[0-9a-f]{24}/);
    await make();
    expect(await readFile(path, 'utf8')).toBe(text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

whenInstalled(['docker-compose'], (program) => {
  it('is taken by Compose, and says what to do without its settings', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maru-env-'));
    const config = (...options: string[]) =>
      run(program, [...options, '-f', 'docker-compose.yml', '--profile', 'test', 'config', '-q'], {
        env: { PATH: process.env['PATH'] },
      });
    try {
      await run(process.execPath, ['deploy/docker/make-env.mjs', folder]);
      await config('--env-file', join(folder, '.env'));
      await writeFile(join(folder, 'empty.env'), '');
      await expect(config('--env-file', join(folder, 'empty.env'))).rejects.toThrow(
        'run node deploy/docker/make-env.mjs first',
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
