import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '#libs/cache';
import { PendingMigrations } from '#libs/database';
import { JobQueue } from '#libs/jobs';
import { ObjectStorage } from '#libs/storage';
import { DatabaseReader } from './database.reader.js';

/** A part of the service as the health report names it. */
export interface HealthPart {
  readonly name: string;
  /** Whether the service can answer nothing without it. */
  readonly vital: boolean;
  /** Settles when the part works. @throws when it does not; the message is told to whoever asks */
  readonly check: () => Promise<void>;
}

/** What the service stands on. */
@Injectable()
export class HealthParts {
  readonly all: readonly HealthPart[];

  constructor(
    database: DatabaseReader,
    migrations: PendingMigrations,
    storage: ObjectStorage,
    queue: JobQueue,
    @Inject(REDIS) redis: Redis | null,
  ) {
    const parts: HealthPart[] = [
      { name: 'database', vital: true, check: () => database.answer() },
      { name: 'migrations', vital: true, check: () => nonePending(migrations) },
      { name: 'storage', vital: false, check: () => storage.check() },
      {
        name: 'queue',
        vital: false,
        check: async () => {
          await queue.connected();
        },
      },
    ];
    if (redis !== null) {
      parts.push({
        name: 'redis',
        vital: false,
        check: async () => {
          await redis.ping();
        },
      });
    }
    this.all = parts;
  }
}

/** Migrations are missing; the message may be told to anyone. */
export class MigrationsPending extends Error {}

async function nonePending(migrations: PendingMigrations): Promise<void> {
  const missing = await migrations.names();
  if (missing.length > 0) {
    throw new MigrationsPending(`${String(missing.length)} pending: run \`maru migrate\``);
  }
}
