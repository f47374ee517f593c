import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { CounterRepository } from './counter.repository.js';
import { CounterAuditService } from './counter-audit.service.js';
import { CounterDeltaEntity } from './counter-delta.entity.js';
import { CounterMetrics } from './counter-metrics.js';
import { Counters } from './counters.js';

/** Denormalised counters for every lib. */
@Global()
@Module({
  imports: [PersistenceModule.forDomain({ entities: [CounterDeltaEntity] })],
  providers: [Counters, CounterRepository, CounterAuditService, CounterMetrics],
  exports: [Counters, CounterAuditService],
})
export class CountersModule {}
