import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access/access.guard.js';
import { AccessTokenStrategy } from './access/access-token.strategy.js';
import { AnswerInterceptor } from './answers/answer.interceptor.js';
import { RouteTable } from './app/route-table.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { GeneralLimits } from './limits/general-limits.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { ProblemsController } from './problems/problems.controller.js';
import { RequestShape } from './validation/request-shape.js';
import { StrictPipe } from './validation/strict.pipe.js';

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
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: StrictPipe },
    // In this order, the first outermost.
    { provide: APP_INTERCEPTOR, useClass: RequestShape },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
})
export class HttpModule {}
