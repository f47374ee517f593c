import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CacheModule } from '#libs/cache';
import { ConfigModule, type Settings } from '#libs/config';
import { CountersModule } from '#libs/counters';
import { type DatabaseAddress, DatabaseModule } from '#libs/database';
import { EventBusModule } from '#libs/event-bus';
import { AccessTokens, RateLimits } from '#libs/http';
import { type JobsMode, JobsModule } from '#libs/jobs';
import { Clock, SystemClock } from '#libs/kernel';
import { LiveModule } from '#libs/live';
import { MailModule } from '#libs/mail';
import { PersonalDataModule } from '#libs/personal-data';
import { ReconciliationModule } from '#libs/reconciliation';
import { SignalsModule } from '#libs/signals';
import { StorageModule } from '#libs/storage';
import { SearchModule } from '#libs/text-search';
import { ProgramState } from './program-state.js';

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
        SignalsModule,
        JobsModule.forRoot(jobs),
        EventBusModule,
        CountersModule,
        PersonalDataModule,
        LiveModule,
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
