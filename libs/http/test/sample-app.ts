import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { CacheModule } from '#libs/cache';
import { ConfigModule, loadSettings, Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { DomainError, type Id, isId, type Role, type Viewer } from '#libs/kernel';
import { SENDER_BOUNDS, type SenderBounds } from '../src/app/sender-bounds.js';
import { IdempotencyModule } from '../src/idempotency/idempotency.module.js';
import {
  type AccessClaims,
  AccessTokens,
  configureHttp,
  httpAdapter,
  HttpModule,
  IdempotencyRepository,
  RateLimits,
  SessionAuthority,
  TokenRevoked,
} from '../src/index.js';
import { NotePolicy, SampleController } from './sample.controller.js';

/** Sessions of the tests: 1 is a user's, 2 an administrator's, 3 a superuser's; all others have ended. */
class SampleSessions extends SessionAuthority {
  authenticate({ sub, sid }: AccessClaims): Promise<Viewer> {
    const role = new Map<string, Role>([
      ['1', 'user'],
      ['2', 'admin'],
      ['3', 'superuser'],
    ]).get(sid);
    return role
      ? Promise.resolve({ userId: sub, sessionId: sid, role })
      : Promise.reject(new DomainError(TokenRevoked));
  }
}

@Global()
@Module({
  controllers: [SampleController],
  providers: [NotePolicy, { provide: SessionAuthority, useClass: SampleSessions }],
  exports: [SessionAuthority],
})
export class SampleModule {}

@Global()
@Module({
  providers: [{ provide: IdempotencyRepository, useValue: {} }],
  exports: [IdempotencyRepository],
})
class NoDatabase {}

/** What the platform gives the HTTP face, without a database. */
@Global()
@Module({
  imports: [CacheModule],
  providers: [{ provide: UnitOfWork, useValue: {} }, AccessTokens, RateLimits],
  exports: [UnitOfWork, AccessTokens, RateLimits],
})
class SmallPlatform {}

/** The HTTP face without a database, with the sample controller behind it. */
export async function sampleApp(
  env: Record<string, string> = {},
  bounds: SenderBounds = SENDER_BOUNDS,
): Promise<{ app: NestFastifyApplication; token: (session?: string, user?: string) => string }> {
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: '/tmp/maru-http-spec',
    JWT_SECRET: 's'.repeat(32),
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const testing = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(settings), SmallPlatform, HttpModule, SampleModule],
  })
    .overrideModule(IdempotencyModule)
    .useModule(NoDatabase)
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(settings, bounds), {
    logger: false,
  });
  await configureHttp(app, app.get(Settings), bounds);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const tokens = app.get(AccessTokens);
  return { app, token: (session = '1', user = '11') => bearer(tokens, session, user) };
}

/** An `Authorization` header. */
export function bearer(tokens: AccessTokens, session: string, user: string): string {
  const { token } = tokens.sign({ userId: id<'user'>(user), sessionId: id<'session'>(session) });
  return `Bearer ${token}`;
}

function id<Of extends string>(text: string): Id<Of> {
  if (!isId<Of>(text)) {
    throw new Error(`${text} is no id.`);
  }
  return text;
}
