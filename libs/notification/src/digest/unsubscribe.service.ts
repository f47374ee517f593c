import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DigestRepository } from './digest.repository.js';
import { UnsubscribeTokenService } from './unsubscribe-token.service.js';

/** Ends mails by the links in them. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tokens: UnsubscribeTokenService,
    private readonly digests: DigestRepository,
  ) {}

  /** Ends what a token names; nothing happens for one that is forged or whose person is gone. */
  async end(token: string): Promise<void> {
    const named = this.tokens.read(token);
    if (named !== undefined) {
      await this.work.run(() => this.digests.stop(named.userId));
    }
  }
}
