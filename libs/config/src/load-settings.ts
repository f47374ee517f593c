import { createECDH } from 'node:crypto';
import { join, resolve } from 'node:path';
import { errorCode } from '#libs/kernel';
import { EnvironmentReader } from './environment.reader.js';
import { generatedSecret } from './generated-secret.js';
import { localAddress } from './local-address.js';
import type { SettingName } from './setting-catalogue.js';
import type { Environment, S3Settings, Settings } from './settings.js';
import { SettingsError } from './settings-error.js';

const POSTGRES = ['postgres:', 'postgresql:'];
const POSTGRES_EXAMPLE = 'postgres://user:password@host:5432/maru';
/** Name in the data folder of the key that is made when none is set. */
const SIGNING_KEY_FILE = 'jwt-secret';
/** The same of the key of pushes. */
const VAPID_KEY_FILE = 'vapid-key';
/** A name of a host, or all names below one. */
const PUSH_HOST = /^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)*$/;
/** Least memory that OWASP accepts for argon2id, in KiB. */
const SAFE_HASH_MEMORY = 7168;

/**
 * Reads and checks the settings. Outside production it makes the signing key in the data folder when
 * there is none yet; otherwise it touches nothing but the given environment.
 *
 * @throws SettingsError with one line per wrong variable
 */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  const environment = env['NODE_ENV']?.trim();
  const read = new EnvironmentReader(env, environment === 'production');
  const port = read.integer('PORT', { min: 0, max: 65_535 });
  // As it stands in an address, IPv6 has brackets; as the name of an interface it has none.
  const host = read.presetText('HOST').replace(/^\[(.+)\]$/, '$1');
  const checked = {
    environment: environmentFrom(read),
    isProduction: read.isProduction,
    port,
    host,
    dataDir: resolve(read.presetText('DATA_DIR')),
    publicUrl: read.webAddress('PUBLIC_URL') ?? localAddress(host, port),
    webUrl: read.webAddress('WEB_URL'),
    ...databaseFrom(read),
    streamLimit: read.integer('STREAM_LIMIT', { min: 1, max: 100_000 }),
    messageRetentionDays: read.integer('MESSAGE_RETENTION_DAYS', { min: 0, max: 36_500 }),
    migrate: read.choice('MIGRATE', ['auto', 'off']),
    redisUrl: read.serverAddress('REDIS_URL', ['redis:', 'rediss:'], 'redis://host:6379'),
    jwtSecretPrevious: read.key('JWT_SECRET_PREVIOUS'),
    mailUrl: read.serverAddress('MAIL_URL', ['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
    mailFrom: senderFrom(read),
    vapidSubject: vapidSubjectFrom(read),
    pushHosts: pushHostsFrom(read),
    s3: s3From(read),
    ...adminFrom(read),
    demoData: demoDataFrom(read),
    worker: read.choice('WORKER', ['inline', 'off']),
    workerPort: read.has('WORKER_PORT')
      ? read.integer('WORKER_PORT', { min: 0, max: 65_535 })
      : undefined,
    publicReads: read.switch('PUBLIC_READS'),
    signUpRequirePhone: read.switch('SIGN_UP_REQUIRE_PHONE'),
    rateLimit: read.choice('RATE_LIMIT', ['on', 'off']) === 'on',
    trustedProxies: read.proxies('TRUSTED_PROXIES'),
    corsOrigins: read.origins('CORS_ORIGINS'),
    metricsToken: metricsTokenFrom(read),
    otlpEndpoint: read.webAddress('OTEL_EXPORTER_OTLP_ENDPOINT'),
    logLevel: read.choice('LOG_LEVEL', [
      'info',
      'fatal',
      'error',
      'warn',
      'debug',
      'trace',
      'silent',
    ]),
    shutdownDelay: read.integer('SHUTDOWN_DELAY', { min: 0, max: 15 }),
    passwordHashMemoryKib: hashMemoryFrom(read),
    passwordHashIterations: read.integer('PASSWORD_HASH_ITERATIONS', { min: 1, max: 20 }),
    pictureMemoryMib: read.has('PICTURE_MEMORY_MIB')
      ? read.integer('PICTURE_MEMORY_MIB', { min: 192, max: 65_536 })
      : undefined,
    build: { commit: read.text('MARU_COMMIT'), builtAt: read.time('MARU_BUILT_AT') },
  };
  // Last, so that nothing is written to the disk when another setting is wrong.
  const jwtSecret = signingKeyFrom(read, checked.dataDir);
  const vapidPrivateKey = vapidKeyFrom(read, checked.dataDir);
  if (read.problems.length > 0) {
    throw new SettingsError(read.problems);
  }
  return { ...checked, jwtSecret, vapidPrivateKey };
}

function environmentFrom(read: EnvironmentReader): Environment {
  return read.choice('NODE_ENV', ['development', 'test', 'production']);
}

function databaseFrom(
  read: EnvironmentReader,
): Pick<Settings, 'databaseUrl' | 'databaseListenUrl' | 'databasePoolSize'> {
  read.refuseReserved();
  return {
    databaseUrl: read.serverAddress('DATABASE_URL', POSTGRES, POSTGRES_EXAMPLE),
    databaseListenUrl: read.serverAddress('DATABASE_LISTEN_URL', POSTGRES, POSTGRES_EXAMPLE),
    databasePoolSize: read.integer('DATABASE_POOL_SIZE', { min: 1, max: 500 }),
  };
}

function senderFrom(read: EnvironmentReader): string {
  const sender = read.presetText('MAIL_FROM');
  if (!/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(sender)) {
    const remedy = 'Write it like Maru <no-reply@example.org>';
    read.refuse('MAIL_FROM', `"${sender}" is not a mail address`, remedy);
  }
  return sender;
}

function vapidSubjectFrom(read: EnvironmentReader): string {
  const given = read.text('VAPID_SUBJECT');
  if (given !== undefined && !/^(?:mailto:[^@\s]+@[^@\s]+|https:\/\/[^\s]+)$/.test(given)) {
    const remedy = 'Write it like mailto:admin@example.org, or as an https address';
    read.refuse('VAPID_SUBJECT', `"${given}" is neither`, remedy);
  }
  const sender = read.presetText('MAIL_FROM');
  return given ?? `mailto:${/<([^>]*)>/.exec(sender)?.[1] ?? sender}`;
}

function pushHostsFrom(read: EnvironmentReader): string[] {
  const hosts = read.list('PUSH_HOSTS').map((host) => host.toLowerCase());
  for (const host of hosts) {
    if (host !== '*' && !PUSH_HOST.test(host)) {
      const remedy = 'Write names such as push.example.org, *.push.example.org, or * for all';
      read.refuse('PUSH_HOSTS', `"${host}" is not the name of a host`, remedy);
    }
  }
  return hosts;
}

function vapidKeyFrom(read: EnvironmentReader, dataDir: string): string | undefined {
  const given = read.text('VAPID_PRIVATE_KEY');
  if (given !== undefined && !isVapidKey(given)) {
    const remedy = 'Make one with `npx web-push generate-vapid-keys`, and set its private key';
    read.refuse('VAPID_PRIVATE_KEY', 'it is no key of 32 bytes in base64url', remedy);
  }
  if (given !== undefined || read.isProduction || read.problems.length > 0) {
    return given;
  }
  const kept = keptInDataDir(read, dataDir, {
    name: VAPID_KEY_FILE,
    setting: 'VAPID_PRIVATE_KEY',
    make: newVapidKey,
  });
  if (kept !== undefined && !isVapidKey(kept)) {
    const remedy = 'Remove that file to get a new key, which ends all subscriptions';
    read.refuse('DATA_DIR', `the key in ${join(dataDir, VAPID_KEY_FILE)} is damaged`, remedy);
  }
  return kept;
}

function newVapidKey(): string {
  const key = createECDH('prime256v1');
  key.generateKeys();
  // It is left without its leading zeros.
  return Buffer.from(key.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
}

function isVapidKey(text: string): boolean {
  if (!/^[\w-]{43}$/.test(text)) {
    return false;
  }
  try {
    createECDH('prime256v1').setPrivateKey(text, 'base64url');
    return true;
  } catch {
    return false;
  }
}

function s3From(read: EnvironmentReader): S3Settings | undefined {
  const required = [
    'S3_ENDPOINT',
    'S3_BUCKET',
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
  ] as const;
  const optional = ['S3_REGION', 'S3_PUBLIC_URL', 'S3_FORCE_PATH_STYLE'] as const;
  const given = [...required, ...optional].find((name) => read.has(name));
  if (given === undefined) {
    return undefined;
  }
  for (const missing of required.filter((name) => !read.has(name))) {
    const remedy = `Set it, or leave out every S3_… setting to keep media in DATA_DIR`;
    read.refuse(missing, `it is missing while ${given} is set`, remedy);
  }
  return {
    endpoint: read.webAddress('S3_ENDPOINT') ?? '',
    region: read.presetText('S3_REGION'),
    bucket: read.presetText('S3_BUCKET'),
    accessKeyId: read.presetText('S3_ACCESS_KEY_ID'),
    secretAccessKey: read.presetText('S3_SECRET_ACCESS_KEY'),
    publicUrl: read.webAddress('S3_PUBLIC_URL'),
    forcePathStyle: read.switch('S3_FORCE_PATH_STYLE'),
  };
}

function adminFrom(read: EnvironmentReader): Pick<Settings, 'adminEmail' | 'adminPassword'> {
  const adminEmail = read.text('ADMIN_EMAIL');
  const adminPassword = read.text('ADMIN_PASSWORD');
  if (adminEmail !== undefined && !/^[^@\s]+@[^@\s]+$/.test(adminEmail)) {
    read.refuse('ADMIN_EMAIL', 'it is not a mail address', 'Write it like admin@example.org');
  }
  if (adminEmail !== undefined && adminPassword === undefined) {
    read.refuse('ADMIN_PASSWORD', 'it is missing while ADMIN_EMAIL is set', 'Set both or neither');
  }
  if (adminEmail === undefined && adminPassword !== undefined) {
    read.refuse('ADMIN_EMAIL', 'it is missing while ADMIN_PASSWORD is set', 'Set both or neither');
  }
  return { adminEmail, adminPassword };
}

function demoDataFrom(read: EnvironmentReader): boolean {
  if (!read.has('DEMO_DATA')) {
    return !read.isProduction && !read.has('DATABASE_URL');
  }
  const demoData = read.switch('DEMO_DATA');
  if (demoData && read.isProduction) {
    const remedy = 'Leave it out, or set it to false';
    read.refuse('DEMO_DATA', 'there is no demo data with NODE_ENV=production', remedy);
  }
  return demoData;
}

function metricsTokenFrom(read: EnvironmentReader): string | undefined {
  const token = read.text('METRICS_TOKEN');
  if (token === undefined && read.isProduction) {
    const remedy = 'Set it to a random text, for instance from `openssl rand -hex 24`';
    read.refuse('METRICS_TOKEN', 'it is required with NODE_ENV=production', remedy);
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    const remedy = 'Use letters, digits and punctuation of ASCII';
    read.refuse('METRICS_TOKEN', 'it holds characters that a header can’t carry', remedy);
  }
  return token;
}

function hashMemoryFrom(read: EnvironmentReader): number {
  const memory = read.integer('PASSWORD_HASH_MEMORY_KIB', { min: 8, max: 1_048_576 });
  if (read.isProduction && memory < SAFE_HASH_MEMORY) {
    const remedy = `Set it to at least ${String(SAFE_HASH_MEMORY)}`;
    read.refuse(
      'PASSWORD_HASH_MEMORY_KIB',
      `${String(memory)} KiB are too few for production`,
      remedy,
    );
  }
  return memory;
}

function signingKeyFrom(read: EnvironmentReader, dataDir: string): string {
  const given = read.key('JWT_SECRET');
  if (given !== undefined) {
    return given;
  }
  if (read.isProduction) {
    const remedy = 'Set it to 32 random bytes or more, for instance from `openssl rand -base64 48`';
    read.refuse('JWT_SECRET', 'it is required with NODE_ENV=production', remedy);
  }
  if (read.problems.length > 0) {
    return '';
  }
  const kept = keptInDataDir(read, dataDir, { name: SIGNING_KEY_FILE, setting: 'JWT_SECRET' });
  if (kept !== undefined && Buffer.byteLength(kept) < 32) {
    const remedy = 'Remove that file to get a new key, which signs everybody out';
    read.refuse('DATA_DIR', `the key in ${join(dataDir, SIGNING_KEY_FILE)} is damaged`, remedy);
  }
  return kept ?? '';
}

/** A secret that is made at the first start when its setting is missing. */
interface KeptSecret {
  /** Of its file in the data folder. */
  readonly name: string;
  readonly setting: SettingName;
  readonly make?: () => string;
}

function keptInDataDir(
  read: EnvironmentReader,
  dataDir: string,
  { name, setting, make }: KeptSecret,
): string | undefined {
  try {
    return generatedSecret(dataDir, name, make);
  } catch (error) {
    const remedy = `Set it to a folder that this user may write, or set ${setting}`;
    const wrong = `no signing key can be kept there (${errorCode(error) ?? String(error)})`;
    read.refuse('DATA_DIR', wrong, remedy);
    return undefined;
  }
}
