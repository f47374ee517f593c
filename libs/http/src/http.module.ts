import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access/access.guard.js';
import { AccessTokenStrategy } from './access/access-token.strategy.js';
import { ProblemFilter } from './answers/problem.filter.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { GeneralLimits } from './limits/general-limits.js';
import { ProblemsController } from './openapi/problems.controller.js';
import { RouteTable } from './request/route-table.js';
import { RequestShapeGuard } from './validation/request-shape.guard.js';

/** Everything that stands around the controllers. Needs a global provider of `SessionAuthority`. */
@Global()
@Module({
  imports: [PassportModule, IdempotencyModule],
  controllers: [ProblemsController],
  providers: [
    AccessTokenStrategy,
    GeneralLimits,
    RouteTable,
    { provide: APP_FILTER, useClass: ProblemFilter },
    // In this order.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: RequestShapeGuard },
  ],
})
export class HttpModule {}
