import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#libs/kernel';
import { CacheModule } from './cache/cache.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { CountersModule } from './counters/counters.module.js';
import type { DatabaseAddress } from './database/database-address.js';
import { DatabaseModule } from './database/database.module.js';
import type { JobsMode } from './jobs/job-queue.js';
import { AccessTokens } from './http/access/access-tokens.js';
import { RateLimits } from './http/limits/rate-limits.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MailModule } from './mail/mail.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ProgramState } from './runtime/program-state.js';
import { SearchModule } from './search/search.module.js';
import { StorageModule } from './storage/storage.module.js';

/** What a program decides before its modules are made. */
export interface PlatformOptions {
  readonly settings: Settings;
  readonly database: DatabaseAddress;
  readonly jobs: JobsMode;
  readonly state: ProgramState;
}

/** Everything that the domains stand on, for programs with and without HTTP. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot({ settings, database, jobs, state }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot(database),
        JobsModule.forRoot(jobs),
        CountersModule,
        PersonalDataModule,
        ReconciliationModule,
        SearchModule,
        StorageModule,
        MailModule,
        CacheModule,
      ],
      providers: [
        { provide: ProgramState, useValue: state },
        { provide: Clock, useClass: SystemClock },
        AccessTokens,
        RateLimits,
      ],
      exports: [ProgramState, Clock, AccessTokens, RateLimits],
    };
  }
}
