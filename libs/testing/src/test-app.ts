import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Abstract, DynamicModule, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { loadSettings, type Settings } from '#libs/config';
import { CounterAuditService, type Drift } from '#libs/counters';
import { DatabaseAddress, type DatabasePatience, SqlReader, UnitOfWork } from '#libs/database';
import { JobPatience, JobRunner, JobsMode } from '#libs/jobs';
import { PlatformModule, ProgramState } from '#libs/runtime';
import { PATIENCE_MS } from './eventually.js';
import { type TestDatabase, testDatabase } from './test-database.js';

/** Modules and settings of a test. */
export interface TestAppOptions {
  /** Domain modules; what they import comes along. */
  readonly modules: readonly (Type | DynamicModule)[];
  /** Environment variables on top of quiet test settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another program whose database this one shares; it is closed after this one. */
  readonly beside?: Pick<TestApp, 'database'>;
}

/** A program on a database of its own. */
export interface TestApp {
  /** A provider, by class. */
  get<T>(token: Type<T> | Abstract<T>): T;
  /** Rows of a statement, for asserting and for arranging what no service can. */
  sql<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** All jobs done, all counters rolled up. */
  settle(): Promise<void>;
  /** Counters that differ from the rows they count: must be empty once settled. */
  drift(): Promise<Drift[]>;
  /** Stops the program and removes its database and files. */
  close(): Promise<void>;
  readonly nest: NestFastifyApplication;
  readonly database: TestDatabase;
}

/** On a slow machine many who race for one row wait long, and nothing of it is asserted. */
const PATIENCE: DatabasePatience = {
  connection: PATIENCE_MS,
  statement: PATIENCE_MS,
  idleTransaction: PATIENCE_MS,
};

/** How a test program meets HTTP. */
interface HttpEdge {
  readonly adapter: (settings: Settings) => FastifyAdapter;
  readonly prepare: (nest: NestFastifyApplication, settings: Settings) => Promise<void>;
}

/** Starts modules on a fresh database; jobs run only in `settle()`. */
export function testApp(options: TestAppOptions): Promise<TestApp> {
  return startTestApp(options, {
    adapter: () => new FastifyAdapter(),
    prepare: () => Promise.resolve(),
  });
}

/** What `testApp` and `testHttp` share. */
export async function startTestApp(options: TestAppOptions, edge: HttpEdge): Promise<TestApp> {
  const database = options.beside?.database ?? (await testDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-test-'));
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    PASSWORD_HASH_MEMORY_KIB: '1024',
    PASSWORD_HASH_ITERATIONS: '1',
    ...options.env,
  });
  const testing = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        settings,
        database: new DatabaseAddress(database.url, 10, PATIENCE),
        jobs: new JobsMode(false),
        state: new ProgramState(),
      }),
      ...options.modules,
    ],
  })
    // Jobs run in `settle()`, which nobody calls while an answer waits.
    .overrideProvider(JobPatience)
    .useValue({ ms: 0 })
    .compile();
  const nest = testing.createNestApplication<NestFastifyApplication>(edge.adapter(settings), {
    logger: false,
  });
  await edge.prepare(nest, settings);
  await nest.init();
  await nest.getHttpAdapter().getInstance().ready();
  const audit = nest.get(CounterAuditService, { strict: false });
  return {
    nest,
    database,
    get: (token) => nest.get(token, { strict: false }),
    sql: (sql, params) =>
      nest
        .get(UnitOfWork)
        .run(() => nest.get(SqlReader).query({ text: sql, values: params ?? [] })),
    settle: async () => {
      await nest.get(JobRunner).drain();
      await audit.rollUp();
    },
    drift: () => audit.reconcile({ repair: false }),
    close: async () => {
      await nest.close();
      if (options.beside === undefined) {
        await database.drop();
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
