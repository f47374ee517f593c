import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { LiveEventEntity } from './log/live-event.entity.js';
import { LiveLogJobs } from './log/live-log.jobs.js';
import { LiveLog } from './log/live-log.js';
import { LiveLogRepository } from './log/live-log.repository.js';
import { LivePersonalDataService } from './log/live-personal-data.service.js';
import { LivePositionEntity } from './log/live-position.entity.js';
import { LiveSchema1795720000100 } from './migrations/1795720000100-live-schema.js';
import { LivePeople } from './presenting/live-people.js';
import { LivePresenters } from './presenting/live-presenters.js';
import { LiveTopics } from './presenting/live-topics.js';
import { LiveSignals } from './signals/live-signals.js';
import { UnreadRegistry } from './unread/unread.registry.js';

/** Telling people what is new, for every lib: also in programs that nobody streams from. */
@Global()
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [LiveEventEntity, LivePositionEntity],
      migrations: [LiveSchema1795720000100],
    }),
  ],
  providers: [
    LiveLog,
    LiveLogJobs,
    LiveLogRepository,
    LivePeople,
    LivePersonalDataService,
    LivePresenters,
    LiveSignals,
    LiveTopics,
    UnreadRegistry,
  ],
  exports: [LiveLog, LivePeople, LivePresenters, LiveSignals, LiveTopics, UnreadRegistry],
})
export class LiveModule {}
