import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { CountersModule } from './counters/counters.module.js';
import type { DatabaseAddress } from './database/database-address.js';
import { DatabaseModule } from './database/database.module.js';
import type { JobsMode } from './jobs/job-queue.js';
import { JobsModule } from './jobs/jobs.module.js';
import { StorageModule } from './storage/storage.module.js';

/** What a program decides before its modules are made. */
export interface PlatformOptions {
  readonly settings: Settings;
  readonly database: DatabaseAddress;
  readonly jobs: JobsMode;
}

/** Everything that the domains stand on, for programs with and without HTTP. */
@Module({})
export class PlatformModule {
  static forRoot({ settings, database, jobs }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot(database),
        JobsModule.forRoot(jobs),
        CountersModule,
        StorageModule,
      ],
    };
  }
}
