import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { CounterAudit } from './counter-audit.service.js';
import { CounterDelta } from './counter-delta.entity.js';
import { CounterMetrics } from './counter-metrics.js';
import { CounterRepository } from './counter.repository.js';
import { Counters } from './counters.js';

/** Denormalised counters for every lib. */
@Global()
@Module({
  imports: [PersistenceModule.forDomain({ entities: [CounterDelta] })],
  providers: [Counters, CounterRepository, CounterAudit, CounterMetrics],
  exports: [Counters, CounterAudit],
})
export class CountersModule {}
