import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../src/load-settings.js';
import { onPort } from '../src/local-address.js';
import { settingsReference } from '../src/setting-catalogue.js';
import { SettingsError } from '../src/settings-error.js';
import { load, problems, production } from './loading.js';

describe('defaults', () => {
  it('suit a newcomer who sets nothing', () => {
    expect(load({})).toMatchObject({
      environment: 'development',
      isProduction: false,
      port: 3000,
      host: '127.0.0.1',
      dataDir: join(process.cwd(), '.data'),
      publicUrl: 'http://localhost:3000',
      webUrl: undefined,
      databaseUrl: undefined,
      databaseListenUrl: undefined,
      databasePoolSize: 10,
      streamLimit: 5_000,
      messageRetentionDays: 0,
      migrate: 'auto',
      redisUrl: undefined,
      mailUrl: undefined,
      s3: undefined,
      demoData: true,
      worker: 'inline',
      workerPort: undefined,
      publicReads: true,
      signUpRequirePhone: true,
      rateLimit: true,
      trustedProxies: [],
      corsOrigins: '*',
      metricsToken: undefined,
      otlpEndpoint: undefined,
      logLevel: 'info',
      shutdownDelay: 0,
      passwordHashMemoryKib: 19_456,
      passwordHashIterations: 2,
    });
  });

  it('are strict in production', () => {
    expect(load(production)).toMatchObject({
      isProduction: true,
      migrate: 'off',
      worker: 'off',
      demoData: false,
      shutdownDelay: 5,
    });
  });

  it('treat an empty variable as not set', () => {
    expect(load({ PORT: '', WEB_URL: ' ', S3_BUCKET: '' })).toMatchObject({
      port: 3000,
      webUrl: undefined,
      s3: undefined,
    });
  });

  it('plant demo data only beside the embedded database unless asked', () => {
    const DATABASE_URL = 'postgres://localhost/maru';
    expect(load({ DATABASE_URL }).demoData).toBe(false);
    expect(load({ DATABASE_URL, DEMO_DATA: 'true' }).demoData).toBe(true);
    expect(load({ DEMO_DATA: 'false' }).demoData).toBe(false);
  });
});

describe('the address for clients', () => {
  it.each([
    [{}, 'http://localhost:3000'],
    [{ PORT: '8080', HOST: '0.0.0.0' }, 'http://localhost:8080'],
    [{ HOST: '::' }, 'http://localhost:3000'],
    [{ HOST: 'localhost' }, 'http://localhost:3000'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ HOST: '[2001:db8::7]', PORT: '81' }, 'http://[2001:db8::7]:81'],
    [{ HOST: '192.168.1.5' }, 'http://192.168.1.5:3000'],
    [{ HOST: 'maru.local', PORT: '80' }, 'http://maru.local'],
    [{ HOST: '::1', PUBLIC_URL: 'https://maru.example.org' }, 'https://maru.example.org'],
  ])('with %o is %s', (env, address) => {
    expect(load(env).publicUrl).toBe(address);
  });

  it('follows the port that was found, unless it was set', () => {
    expect(onPort(load({ PORT: '0' }), 4711)).toMatchObject({
      port: 4711,
      publicUrl: 'http://localhost:4711',
    });
    expect(onPort(load({ PORT: '0', HOST: '::1' }), 4711).publicUrl).toBe('http://[::1]:4711');
    const PUBLIC_URL = 'https://maru.example.org';
    expect(onPort(load({ PORT: '0', PUBLIC_URL }), 4711).publicUrl).toBe(PUBLIC_URL);
  });
});

describe('values', () => {
  it('are read as written', () => {
    const settings = load({
      PORT: '8080',
      PUBLIC_URL: 'https://maru.example.org/api/',
      DATABASE_URL: 'postgres://a:b@db:5432/maru?sslmode=require',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1, fd00::/8,loopback',
      CORS_ORIGINS: 'https://a.example, http://localhost:5173',
      RATE_LIMIT: 'off',
      PUBLIC_READS: 'false',
    });
    expect(settings).toMatchObject({
      port: 8080,
      publicUrl: 'https://maru.example.org/api',
      databaseUrl: 'postgres://a:b@db:5432/maru?sslmode=require',
      trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8', 'loopback'],
      corsOrigins: ['https://a.example', 'http://localhost:5173'],
      rateLimit: false,
      publicReads: false,
    });
  });

  it('of an S3 store come together', () => {
    const store = {
      S3_ENDPOINT: 'http://localhost:9000/',
      S3_BUCKET: 'maru',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(load(store).s3).toEqual({
      endpoint: 'http://localhost:9000',
      region: 'us-east-1',
      bucket: 'maru',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      publicUrl: undefined,
      forcePathStyle: true,
    });
    for (const name of Object.keys(store)) {
      const [line, ...more] = problems({ ...store, [name]: undefined });
      expect(line).toMatch(new RegExp(`^${name}: it is missing`));
      expect(more).toEqual([]);
    }
    expect(problems({ S3_REGION: 'eu-west-1' })).toHaveLength(4);
  });
});

describe('a wrong value', () => {
  const wrong: [string, NodeJS.ProcessEnv][] = [
    ['NODE_ENV', { NODE_ENV: 'staging' }],
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'maru.example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://maru.example.org/?a=b' }],
    ['WEB_URL', { WEB_URL: 'ftp://maru.example.org' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/maru' }],
    ['DATABASE_REPLICA_URLS', { DATABASE_REPLICA_URLS: 'postgres://replica/maru' }],
    [
      'DATABASE_REPLICA_URLS',
      { DATABASE_URL: 'postgres://db/maru', DATABASE_REPLICA_URLS: 'postgres://replica/maru' },
    ],
    ['DATABASE_POOL_SIZE', { DATABASE_POOL_SIZE: '0' }],
    ['MIGRATE', { MIGRATE: 'yes' }],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
    ['JWT_SECRET', { JWT_SECRET: 'short' }],
    ['JWT_SECRET', { ...production, JWT_SECRET: '' }],
    ['JWT_SECRET_PREVIOUS', { JWT_SECRET_PREVIOUS: 'short' }],
    ['MAIL_URL', { MAIL_URL: 'localhost:25' }],
    ['MAIL_FROM', { MAIL_FROM: 'Maru' }],
    [
      'S3_ENDPOINT',
      { S3_ENDPOINT: 'minio', S3_BUCKET: 'a', S3_ACCESS_KEY_ID: 'b', S3_SECRET_ACCESS_KEY: 'c' },
    ],
    ['ADMIN_EMAIL', { ADMIN_PASSWORD: 'long enough' }],
    ['ADMIN_EMAIL', { ADMIN_EMAIL: 'admin', ADMIN_PASSWORD: 'long enough' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'admin@example.org' }],
    ['DEMO_DATA', { DEMO_DATA: 'yes' }],
    ['DEMO_DATA', { ...production, DEMO_DATA: 'true' }],
    ['WORKER', { WORKER: 'on' }],
    ['PUBLIC_READS', { PUBLIC_READS: '1' }],
    ['SIGN_UP_REQUIRE_PHONE', { SIGN_UP_REQUIRE_PHONE: 'no' }],
    ['RATE_LIMIT', { RATE_LIMIT: 'false' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'proxy.internal' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'https://a.example/path' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: '*,https://a.example' }],
    ['METRICS_TOKEN', { ...production, METRICS_TOKEN: '' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'two words' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SHUTDOWN_DELAY', { SHUTDOWN_DELAY: '60' }],
    ['PASSWORD_HASH_MEMORY_KIB', { PASSWORD_HASH_MEMORY_KIB: '1' }],
    ['PASSWORD_HASH_MEMORY_KIB', { ...production, PASSWORD_HASH_MEMORY_KIB: '1024' }],
    ['MARU_BUILT_AT', { MARU_BUILT_AT: 'today' }],
    ['PASSWORD_HASH_ITERATIONS', { PASSWORD_HASH_ITERATIONS: '0' }],
  ];

  it.each(wrong)('%s is told in one line: %j', (name, env) => {
    const [line, ...more] = problems(env);
    expect(line).toMatch(new RegExp(`^${name}: [^\\n]+\\.$`));
    expect(more).toEqual([]);
  });

  it('does not hide another', () => {
    const lines = problems({ PORT: 'x', LOG_LEVEL: 'y', JWT_SECRET: 'z' });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL', 'JWT_SECRET']);
  });

  it('is not printed when it is a secret', () => {
    const lines = problems({ DATABASE_URL: 'mysql://maru:hunter2@db/maru', JWT_SECRET: 'hunter2' });
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('the signing key', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'maru-settings-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('is made once and kept for this user alone', () => {
    const first = loadSettings({ DATA_DIR: dataDir }).jwtSecret;
    expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
    expect(loadSettings({ DATA_DIR: dataDir }).jwtSecret).toBe(first);
    expect(readdirSync(dataDir).sort()).toEqual(['jwt-secret', 'vapid-key']);
    expect(statSync(join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'jwt-secret'), 'utf8')).toBe(first);
  });

  it('is not made while another setting is wrong', () => {
    expect(() => loadSettings({ DATA_DIR: dataDir, PORT: 'x' })).toThrow(SettingsError);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is refused when its file is damaged', () => {
    writeFileSync(join(dataDir, 'jwt-secret'), 'short');
    expect(() => loadSettings({ DATA_DIR: dataDir })).toThrow(
      /^DATA_DIR: the key in .* is damaged/,
    );
  });

  it('needs a folder that can be written', () => {
    writeFileSync(join(dataDir, 'file'), '');
    expect(() => loadSettings({ DATA_DIR: join(dataDir, 'file') })).toThrow(
      /^DATA_DIR: no signing key/,
    );
  });
});

it('describes every setting for the documentation', () => {
  const reference = settingsReference();
  expect(reference.find(({ name }) => name === 'MIGRATE')?.default).toBe(
    '`auto`; in production `off`',
  );
  for (const entry of reference) {
    expect(entry.meaning).toMatch(/\.$/);
  }
});
