import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseReader } from './database.reader.js';
import { HealthController } from './health.controller.js';
import { HealthParts } from './health-parts.js';
import { HealthProbe } from './health-probe.js';
import { VersionController } from './version.controller.js';

/** `/health`, `/health/live`, `/health/ready` and `/version`. */
@Module({
  // Its own log would repeat a failure with every probe.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, VersionController],
  providers: [DatabaseReader, HealthParts, HealthProbe],
})
export class HealthModule {}
