import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { Endpoint } from '#libs/http';
import { ProgramState } from '#libs/runtime';
import { HealthParts } from './health-parts.js';
import { HealthProbe } from './health-probe.js';

/** Tells machines whether the process lives and whether it can take requests. */
@ApiTags('Operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly parts: HealthParts,
    private readonly probe: HealthProbe,
    private readonly state: ProgramState,
  ) {}

  @Get('live')
  @HealthCheck()
  @Endpoint({
    summary: 'Whether the process runs',
    access: 'anyone',
    always: true,
    status: 200,
  })
  checkLiveness(): HealthCheckResult {
    return report('ok');
  }

  @Get('ready')
  @HealthCheck()
  @Endpoint({
    summary: 'Whether the process can take requests',
    description:
      '503 while the database is away, migrations are missing, or the process is going down. Storage, queue and Redis are told as `degraded` when they do not work, without making the process unready.',
    access: 'anyone',
    always: true,
    status: 200,
  })
  async checkReadiness(): Promise<HealthCheckResult> {
    if (this.state.stopping) {
      throw new ServiceUnavailableException(report('shutting_down'));
    }
    return this.health.check(this.parts.all.map((part) => () => this.probe.ask(part)));
  }

  @Get()
  @HealthCheck()
  @Endpoint({
    summary: 'The same as /health/ready',
    access: 'anyone',
    always: true,
    status: 200,
  })
  async checkHealth(): Promise<HealthCheckResult> {
    return this.checkReadiness();
  }
}

function report(status: 'ok' | 'shutting_down'): HealthCheckResult {
  return { status, info: {}, error: {}, details: {} };
}
