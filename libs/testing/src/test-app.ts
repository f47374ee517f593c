import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Abstract, DynamicModule, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  CounterAudit,
  DatabaseAddress,
  type Drift,
  JobRunner,
  JobsMode,
  loadSettings,
  PlatformModule,
  SqlReader,
  UnitOfWork,
} from '#libs/platform';
import { testDatabase } from './test-database.js';

/** Modules and settings of a test. */
export interface TestAppOptions {
  /** Domain modules; what they import comes along. */
  readonly modules: readonly (Type | DynamicModule)[];
  /** Environment variables on top of quiet test settings. */
  readonly env?: Readonly<Record<string, string>>;
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
}

/** Starts modules on a fresh database; jobs run only in `settle()`. */
export async function testApp(options: TestAppOptions): Promise<TestApp> {
  const database = await testDatabase();
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
        database: new DatabaseAddress(database.url, 10),
        jobs: new JobsMode(false),
      }),
      ...options.modules,
    ],
  }).compile();
  const nest = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
    logger: false,
  });
  await nest.init();
  const audit = nest.get(CounterAudit, { strict: false });
  return {
    nest,
    get: (token) => nest.get(token, { strict: false }),
    sql: (sql, params) =>
      nest.get(UnitOfWork).run(() => nest.get(SqlReader).query(sql, params)),
    settle: async () => {
      await nest.get(JobRunner).drain();
      await audit.rollUp();
    },
    drift: () => audit.reconcile({ repair: false }),
    close: async () => {
      await nest.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
