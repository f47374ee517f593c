import { Global, Module } from '@nestjs/common';
import { SessionAuthority, TokenRevoked } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';

/** Knows no session: for tests of what nobody signs in to. */
class NoSessions extends SessionAuthority {
  authenticate(): Promise<Viewer> {
    return Promise.reject(new DomainError(TokenRevoked));
  }
}

/** A program without people. */
@Global()
@Module({
  providers: [{ provide: SessionAuthority, useClass: NoSessions }],
  exports: [SessionAuthority],
})
export class NobodyModule {}
