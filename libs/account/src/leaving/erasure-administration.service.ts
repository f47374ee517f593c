import { Injectable } from '@nestjs/common';
import { AuditLogService } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { Forbidden, orNotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { AdministrationRepository } from '../account/administration.repository.js';
import { AUDITED_USER } from '../account/audited-user.js';
import { mayErase } from '../account/power.js';
import { AccountStatusService } from './account-status.service.js';
import { ErasureService } from './erasure.service.js';

/** Erases accounts on behalf of the service. */
@Injectable()
export class ErasureAdministrationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly administration: AdministrationRepository,
    private readonly status: AccountStatusService,
    private readonly erasure: ErasureService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Has a person erased: the account stops at once and for good, the rest is done in the background. Asking
   * again changes nothing.
   *
   * @param actor the superuser; the role counts that the account has now
   * @throws DomainError `not-found`, also when the person is already gone; `forbidden`; `last-superuser`
   */
  request(actor: Viewer, userId: UserId, reason: string): Promise<void> {
    return this.work.run(async () => {
      const held = await this.administration.hold(actor.userId, userId);
      const target = orNotFound(held.get(userId));
      const power = held.get(actor.userId);
      if (power?.isActive !== true || !mayErase(power.role)) {
        throw new DomainError(Forbidden);
      }
      if (target.isActive) {
        await this.status.deleteOwn(userId);
      }
      if (await this.erasure.begin(userId, actor.userId)) {
        await this.audit.record({
          actorId: actor.userId,
          action: 'user.erased',
          target: AUDITED_USER,
          targetId: userId,
          reason,
          changes: { isActive: { from: target.isActive, to: false } },
        });
      }
    });
  }
}
