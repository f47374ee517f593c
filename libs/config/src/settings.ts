/** How the program is run. */
export type Environment = 'development' | 'test' | 'production';

/** How much is logged. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** An S3-compatible store. */
export interface S3Settings {
  /** http(s) address, without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Base address of public objects; without it they are read from the bucket under `endpoint`. */
  readonly publicUrl: string | undefined;
  /** Whether the bucket is part of the path rather than of the host name. Default `true`. */
  readonly forcePathStyle: boolean;
}

/** What an operator can set, checked at start. Injected by this class. */
export abstract class Settings {
  /** NODE_ENV, default `development`. */
  abstract readonly environment: Environment;
  /** NODE_ENV=production: strict about secrets, JSON logs, no migrations or jobs inside the API. */
  abstract readonly isProduction: boolean;
  /** TCP port of the API, default 3000; 0 until a free one is found. */
  abstract readonly port: number;
  /** Address on which the API listens, default 127.0.0.1. */
  abstract readonly host: string;
  /** Absolute folder of everything that is kept on the local disk, default `.data`. */
  abstract readonly dataDir: string;
  /** Address of the API for clients, no slash at its end, default that on which it listens: `http://localhost:PORT`. */
  abstract readonly publicUrl: string;
  /** Address of the web client for links in mail, no slash at its end. */
  abstract readonly webUrl: string | undefined;
  /** `postgres://…`; without it PostgreSQL is started inside. */
  abstract readonly databaseUrl: string | undefined;
  /** Most database connections of this process for requests, default 10. */
  abstract readonly databasePoolSize: number;
  /** `postgres://…` on which processes tell each other what is new; without it that of the database. */
  abstract readonly databaseListenUrl: string | undefined;
  /** Most streams of one process, default 5000. */
  abstract readonly streamLimit: number;
  /** Days after which messages are removed; 0, the default, keeps them until people remove them. */
  abstract readonly messageRetentionDays: number;
  /** Whether migrations run at start: default `auto`, in production `off`. */
  abstract readonly migrate: 'auto' | 'off';
  /** `redis://…`; without it limits are counted per process. */
  abstract readonly redisUrl: string | undefined;
  /** Signs access tokens, at least 32 bytes; generated in the data folder outside production. */
  abstract readonly jwtSecret: string;
  /** Verifies tokens signed before a rotation. */
  abstract readonly jwtSecretPrevious: string | undefined;
  /** `smtp://…` or `smtps://…`; without it mails are files in `DATA_DIR/mail`. */
  abstract readonly mailUrl: string | undefined;
  /** Sender of every mail, default `Maru <no-reply@localhost>`. */
  abstract readonly mailFrom: string;
  /** VAPID key by which push services know this service, base64url; without it nothing is pushed. */
  abstract readonly vapidPrivateKey: string | undefined;
  /** `mailto:` or https address of whoever runs this service, for push services. */
  abstract readonly vapidSubject: string;
  /** Hosts of push services; `*.name` stands for all below a name, `*` for every public one. */
  abstract readonly pushHosts: readonly string[];
  /** Where media lie; without it in `DATA_DIR/media`. */
  abstract readonly s3: S3Settings | undefined;
  /** Address of the superuser that is created at start; comes with `adminPassword`. */
  abstract readonly adminEmail: string | undefined;
  /** Password of that superuser. */
  abstract readonly adminPassword: string | undefined;
  /** Whether an empty database gets a demo community: default with the embedded one, never in production. */
  abstract readonly demoData: boolean;
  /** Whether the API process also does the background work: default `inline`, in production `off`. */
  abstract readonly worker: 'inline' | 'off';
  /** TCP port on which the worker program tells how it is; without it it opens none. */
  abstract readonly workerPort: number | undefined;
  /** Whether public content is readable without a token, default true. */
  abstract readonly publicReads: boolean;
  /** Whether sign-up asks for a phone, default true. */
  abstract readonly signUpRequirePhone: boolean;
  /** Whether rate limits are enforced, default true. */
  abstract readonly rateLimit: boolean;
  /** Addresses, CIDR ranges or range names of proxies whose forwarding headers are believed, default none. */
  abstract readonly trustedProxies: readonly string[];
  /** Origins whose pages may call the API, default all. */
  abstract readonly corsOrigins: '*' | readonly string[];
  /** Bearer token of `/metrics`; required in production. */
  abstract readonly metricsToken: string | undefined;
  /** Base address of an OTLP collector; without it nothing is traced. */
  abstract readonly otlpEndpoint: string | undefined;
  /** Least severe level that is logged, default `info`. */
  abstract readonly logLevel: LogLevel;
  /** Seconds between "not ready" and closing the port at shutdown: default 0, in production 5. */
  abstract readonly shutdownDelay: number;
  /** Memory of one argon2id hash in KiB, default 19456. */
  abstract readonly passwordHashMemoryKib: number;
  /** Passes of one argon2id hash, default 2. */
  abstract readonly passwordHashIterations: number;
  /** Memory in MiB that decoding pictures may take in this process; without it a part of what there is. */
  abstract readonly pictureMemoryMib: number | undefined;
  /** What the build says of itself, for `/version`. */
  abstract readonly build: {
    readonly commit: string | undefined;
    readonly builtAt: string | undefined;
  };
}
