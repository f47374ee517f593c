/** One variable of the environment, as the reader and the documentation know it. */
export interface SettingEntry {
  /** What it does, with its unit. */
  readonly meaning: string;
  /** The text that stands in when it is not set. */
  readonly preset?: string;
  /** The same with NODE_ENV=production, where that differs. */
  readonly productionPreset?: string;
  /** What happens without it, in words, for settings whose default is not a fixed text. */
  readonly unset?: string;
  /** Its value is never shown. */
  readonly secret?: true;
}

/** Every variable that Maru reads, in the order of the documentation. */
export const settingCatalogue = {
  NODE_ENV: {
    preset: 'development',
    meaning:
      '`development`, `test` or `production`: decides the defaults below and the form of the log.',
  },
  PORT: { preset: '3000', meaning: 'TCP port of the API, 0–65535; 0 takes any free one.' },
  HOST: {
    preset: '127.0.0.1',
    meaning: 'Address on which the API listens; the container image sets `0.0.0.0`.',
  },
  DATA_DIR: {
    preset: '.data',
    meaning:
      'Folder of the embedded database, local media, outgoing mail and generated secrets; relative to the working directory.',
  },
  PUBLIC_URL: {
    unset: 'where it listens: `http://localhost:PORT`, or the address that `HOST` names',
    meaning: 'Address under which clients reach the API: base of links in mail and of local media.',
  },
  WEB_URL: {
    unset: 'links in mail lead to two small pages of the API itself',
    meaning:
      'Address of the web client: links in mail go to `WEB_URL/verify-email?token=…` and `WEB_URL/reset-password?token=…`.',
  },
  DATABASE_URL: {
    unset: 'PostgreSQL is started inside, in `DATA_DIR/postgres`',
    secret: true,
    meaning: '`postgres://…` of PostgreSQL 15 or newer.',
  },
  DATABASE_POOL_SIZE: {
    preset: '10',
    meaning: 'Most connections of one process for requests, 1–500; jobs have a few of their own.',
  },
  DATABASE_LISTEN_URL: {
    unset: '`DATABASE_URL`',
    secret: true,
    meaning:
      '`postgres://…` on which processes tell each other what is new. Set it to the server itself when `DATABASE_URL` leads to PgBouncer in transaction mode, which forgets who listens.',
  },
  STREAM_LIMIT: {
    preset: '5000',
    meaning:
      'Most open streams of one process, 1–100000; who comes then is sent elsewhere with 503.',
  },
  MESSAGE_RETENTION_DAYS: {
    preset: '0',
    meaning:
      'Days after which messages of the chat are removed for good, 0–36500; `0` keeps them until people remove them.',
  },
  MIGRATE: {
    preset: 'auto',
    productionPreset: 'off',
    meaning:
      '`auto` runs the migrations at start, under a lock; `off` leaves that to `maru migrate`.',
  },
  REDIS_URL: {
    unset: 'rate limits are counted per process',
    secret: true,
    meaning: '`redis://…` or `rediss://…`, shared by all processes.',
  },
  JWT_SECRET: {
    unset: 'generated once in `DATA_DIR`; required in production',
    secret: true,
    meaning: 'Key that signs access tokens, at least 32 bytes.',
  },
  JWT_SECRET_PREVIOUS: {
    unset: 'none',
    secret: true,
    meaning: 'The key before a rotation: tokens signed with it are still accepted.',
  },
  MAIL_URL: {
    unset: 'each mail becomes an `.eml` file in `DATA_DIR/mail`',
    secret: true,
    meaning: '`smtp://user:password@host:port`, or `smtps://…`.',
  },
  MAIL_FROM: { preset: 'Maru <no-reply@localhost>', meaning: 'Sender of every mail.' },
  VAPID_PRIVATE_KEY: {
    unset: 'made once in `DATA_DIR`; in production nothing is pushed',
    secret: true,
    meaning:
      'Private key by which push services know this service: 32 bytes in base64url, for instance from `npx web-push generate-vapid-keys`. With another one browsers have to subscribe again.',
  },
  VAPID_SUBJECT: {
    unset: '`mailto:` and the address of `MAIL_FROM`',
    meaning:
      'Whom push services ask when something is wrong: a `mailto:` or an https address. Some refuse an address at localhost.',
  },
  PUSH_HOSTS: {
    preset:
      'fcm.googleapis.com, *.push.services.mozilla.com, *.push.apple.com, *.notify.windows.com',
    meaning:
      'Push services that may be sent to, separated by commas; `*.` stands for one or more names in front, `*` alone for every public host (UnifiedPush).',
  },
  S3_ENDPOINT: {
    unset: 'media lie in `DATA_DIR/media` and are served under `/media/`',
    meaning:
      'Address of an S3-compatible store. Goes with `S3_BUCKET`, `S3_ACCESS_KEY_ID` and `S3_SECRET_ACCESS_KEY`.',
  },
  S3_REGION: { preset: 'us-east-1', meaning: 'Region of the bucket.' },
  S3_BUCKET: { unset: 'none', meaning: 'Name of the bucket.' },
  S3_ACCESS_KEY_ID: { unset: 'none', meaning: 'Key id of the account that may write the bucket.' },
  S3_SECRET_ACCESS_KEY: { unset: 'none', secret: true, meaning: 'Secret of that key.' },
  S3_PUBLIC_URL: {
    unset: 'the bucket under `S3_ENDPOINT`',
    meaning: 'Address under which browsers read public objects, for instance of a CDN.',
  },
  S3_FORCE_PATH_STYLE: {
    preset: 'true',
    meaning: '`true`: the bucket is part of the path; `false`: of the host name.',
  },
  ADMIN_EMAIL: {
    unset: 'none',
    meaning:
      'Address of a superuser that is created at start if nobody has it. Goes with `ADMIN_PASSWORD`.',
  },
  ADMIN_PASSWORD: { unset: 'none', secret: true, meaning: 'Password of that superuser.' },
  DEMO_DATA: {
    unset: '`true` with an empty embedded database, else `false`',
    meaning:
      '`true` plants a small demo community into an empty database; not allowed in production.',
  },
  WORKER: {
    preset: 'inline',
    productionPreset: 'off',
    meaning:
      '`inline` runs background work in the API process; `off` leaves it to the worker program.',
  },
  WORKER_PORT: {
    unset: 'it opens none',
    meaning:
      'TCP port on which the worker program answers `/health/live`, `/health/ready` and `/metrics`, 0–65535; 0 takes any free one.',
  },
  PUBLIC_READS: {
    preset: 'true',
    meaning: '`false` asks for a token on reads of public content, too.',
  },
  SIGN_UP_REQUIRE_PHONE: {
    preset: 'true',
    meaning: '`false` makes the phone optional at sign-up.',
  },
  RATE_LIMIT: { preset: 'on', meaning: '`off` lifts all rate limits, for load tests.' },
  TRUSTED_PROXIES: {
    unset: 'none: the address of a client is that of its connection',
    meaning:
      'Comma-separated addresses or CIDR ranges (or `loopback`, `linklocal`, `uniquelocal`) of proxies whose `X-Forwarded-*` headers are believed.',
  },
  CORS_ORIGINS: {
    preset: '*',
    meaning:
      'Comma-separated origins whose pages may call the API; `*` allows all, without credentials.',
  },
  METRICS_TOKEN: {
    unset: '`/metrics` is open; required in production',
    secret: true,
    meaning: 'Bearer token of `/metrics`.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    unset: 'nothing is traced',
    meaning:
      'Base address of an OpenTelemetry collector that takes OTLP over HTTP, like `http://collector:4318`; traces of requests, statements and jobs go there. Other `OTEL_…` variables work as OpenTelemetry says.',
  },
  LOG_LEVEL: {
    preset: 'info',
    meaning: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
  },
  SHUTDOWN_DELAY: {
    preset: '0',
    productionPreset: '5',
    meaning:
      'Seconds, 0–15, between "not ready" and closing the port, for load balancers to notice.',
  },
  PASSWORD_HASH_MEMORY_KIB: {
    preset: '19456',
    meaning: 'Memory of one argon2id password hash in KiB, 8–1048576; in production at least 7168.',
  },
  PASSWORD_HASH_ITERATIONS: {
    preset: '2',
    meaning: 'Passes of one argon2id password hash over its memory, 1–20.',
  },
  PICTURE_MEMORY_MIB: {
    unset: 'half of the memory of the container or machine, at most 2048',
    meaning:
      'Memory in MiB, 192–65536, that decoding pictures may take in each process of the API and the worker; larger pictures are refused. AVIF takes 20 MiB for each megapixel, the other formats 1 to 10.',
  },
  MARU_COMMIT: {
    unset: 'that of the checkout, if there is one',
    meaning: 'Commit that `/version` tells; the build of the image sets it.',
  },
  MARU_BUILT_AT: {
    unset: 'the time of the built file',
    meaning: 'Time in ISO 8601 that `/version` tells; the build of the image sets it.',
  },
} as const satisfies Record<string, SettingEntry>;

/** Names that are kept for later, and what to do instead: a start with one of them is refused. */
export const RESERVED_SETTINGS: Readonly<Record<string, string>> = {
  DATABASE_REPLICA_URLS: 'Leave it out: all reads go to DATABASE_URL',
};

/** Name of a variable that Maru reads. */
export type SettingName = keyof typeof settingCatalogue;

/** One row of the generated settings reference. */
export interface SettingDescription {
  readonly name: string;
  /** In Markdown. */
  readonly default: string;
  /** In Markdown. */
  readonly meaning: string;
}

/** Every setting with its default and its meaning, for the documentation. */
export function settingsReference(): SettingDescription[] {
  return Object.entries<SettingEntry>(settingCatalogue).map(([name, entry]) => ({
    name,
    default: defaultInWords(entry),
    meaning: entry.meaning,
  }));
}

function defaultInWords({ preset, productionPreset, unset }: SettingEntry): string {
  if (preset === undefined) {
    return `unset: ${unset ?? 'none'}`;
  }
  return productionPreset === undefined
    ? `\`${preset}\``
    : `\`${preset}\`; in production \`${productionPreset}\``;
}
