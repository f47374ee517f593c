import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import { DomainError, type UserId } from '#libs/kernel';
import { DeletionFinal, LastSuperuser } from '../account/account.errors.js';
import { AccountRepository } from '../account/account.repository.js';
import { CredentialChangeService } from '../credentials/credential-change.service.js';
import { ErasureRepository } from './erasure.repository.js';

/** Stops and restores accounts. Who may do that to whom is decided by the caller. */
@Injectable()
export class AccountStatusService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly changes: CredentialChangeService,
    private readonly events: DomainEvents,
    private readonly erasures: ErasureRepository,
  ) {}

  /**
   * Suspends an account: the person and everything of theirs disappears, and whatever they have
   * begun ends: sessions, links in mails, an address that waits, exports.
   *
   * @returns whether it was active
   * @throws DomainError `last-superuser`
   */
  suspend(userId: UserId): Promise<boolean> {
    return this.stop(userId, false);
  }

  /**
   * Deletes an account on behalf of its owner: like a suspension, but it logs in like one that isn't there.
   *
   * @returns whether it was active
   * @throws DomainError `last-superuser`
   */
  deleteOwn(userId: UserId): Promise<boolean> {
    return this.stop(userId, true);
  }

  /**
   * Undoes a suspension or a deletion.
   *
   * @returns whether the account was stopped
   * @throws DomainError `deletion-final` when the person is being erased
   */
  reactivate(userId: UserId): Promise<boolean> {
    return this.work.run(async () => {
      // An erasure begins with the account locked: it is seen here, or comes after.
      await this.accounts.lock(userId);
      if (await this.erasures.hasBegun(userId)) {
        throw new DomainError(DeletionFinal);
      }
      const restored = await this.accounts.reactivate(userId);
      if (restored) {
        await this.changes.endBegun(userId, null);
        await this.events.publish(new UserReactivated({ userId }));
      }
      return restored;
    });
  }

  private stop(userId: UserId, byOwner: boolean): Promise<boolean> {
    return this.work.run(async () => {
      const role = await this.accounts.deactivate(userId, byOwner);
      if (role === undefined) {
        return false;
      }
      if (role === 'superuser' && !(await this.accounts.superuserIsLeft())) {
        throw new DomainError(LastSuperuser);
      }
      await this.changes.endBegun(userId, null);
      await this.events.publish(new UserDeactivated({ userId }));
      return true;
    });
  }
}
