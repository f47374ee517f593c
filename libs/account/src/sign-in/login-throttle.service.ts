import { Injectable } from '@nestjs/common';
import { defineRateLimit, RateLimits } from '#libs/http';
import { networkOf } from '#libs/kernel';
import { AccountReader, type SignInAccount } from '../account/account.reader.js';
import { KnownPlaceRepository } from '../account/known-place.repository.js';
import { hashToken } from '../account/opaque-token.js';

const PER_ACCOUNT = defineRateLimit({ name: 'login-account', points: 10, seconds: 15 * 60 });
const PER_ADDRESS = defineRateLimit({ name: 'login-address', points: 100, seconds: 3_600 });

/**
 * Slows down guessing of passwords. Who has signed in to an account from a place before is not locked out by
 * strangers who try.
 */
@Injectable()
export class LoginThrottleService {
  constructor(
    private readonly limits: RateLimits,
    private readonly accounts: AccountReader,
    private readonly places: KnownPlaceRepository,
  ) {}

  /**
   * Counts an attempt and finds the account that it is for. Addresses without account are counted alike.
   *
   * @throws DomainError `rate-limited`
   */
  async admit(emailFolded: string, ip: string): Promise<SignInAccount | undefined> {
    await this.limits.consume(PER_ADDRESS, networkOf(ip));
    const account = await this.accounts.toSignIn(emailFolded, this.places.hashesOf(ip));
    if (account?.fromKnownPlace !== true) {
      await this.limits.consume(PER_ACCOUNT, hashToken(emailFolded).toString('base64url'));
    }
    return account;
  }
}
