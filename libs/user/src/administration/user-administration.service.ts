import { Injectable } from '@nestjs/common';
import {
  AccountRepository,
  AccountStatusService,
  AdministrationRepository,
  AUDITED_USER,
  DeletionFinal,
  type HeldAccount,
  LastSuperuser,
  mayAdminister,
  mayChangeRoles,
  readFullName,
  readPhone,
} from '#libs/account';
import { type AuditEntry, AuditLogService } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { assertVersion, Forbidden, orNotFound } from '#libs/http';
import { DomainError, type Role, type UserId, type Viewer } from '#libs/kernel';

/** What an administrator changes of an account, and why. */
export interface AdministeredChange {
  /** `false` suspends, `true` undoes a suspension or a deletion by the owner. */
  readonly isActive?: boolean;
  readonly fullName?: string;
  /** `null` releases the number. */
  readonly phone?: string | null;
  readonly role?: Role;
  readonly reason: string;
}

/** Notes one act on the account at hand. */
type Note = (action: string, changes: AuditEntry['changes']) => Promise<void>;

/** Changes accounts on behalf of the service. Each act is in the audit log; what changes nothing is no act. */
@Injectable()
export class UserAdministrationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly administration: AdministrationRepository,
    private readonly accounts: AccountRepository,
    private readonly status: AccountStatusService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * @param actor the administrator; the role counts that the account has now
   * @param expected the version that the administrator has seen; any when `undefined`
   * @throws DomainError `not-found`, `forbidden` for acts beyond the administrator's power, `precondition-failed`,
   *   `validation-failed`, `last-superuser`, `deletion-final`; a violated constraint when somebody has the phone
   */
  change(
    actor: Viewer,
    userId: UserId,
    change: AdministeredChange,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      const held = await this.administration.hold(actor.userId, userId);
      const target = orNotFound(held.get(userId));
      requirePower(held.get(actor.userId), target, change);
      assertVersion(expected, target.version);
      const note: Note = (action, changes) =>
        this.audit.record({
          actorId: actor.userId,
          action,
          target: AUDITED_USER,
          targetId: userId,
          reason: change.reason,
          changes,
        });
      await this.edit(target, change, note);
      await this.changeRole(target, change.role, note);
      await this.changeStatus(target, change.isActive, note);
    });
  }

  private async edit(target: HeldAccount, change: AdministeredChange, note: Note): Promise<void> {
    const fullName =
      change.fullName === undefined ? target.fullName : readFullName(change.fullName);
    const phone =
      change.phone === undefined
        ? target.phone
        : change.phone === null
          ? null
          : readPhone(change.phone);
    const edit = {
      ...(fullName === target.fullName ? {} : { fullName }),
      ...(phone === target.phone ? {} : { phone }),
    };
    const fields = Object.keys(edit);
    if (fields.length > 0) {
      await this.accounts.edit(target.id, edit, undefined);
      await note('user.edited', { fields });
    }
  }

  private async changeRole(target: HeldAccount, role: Role | undefined, note: Note): Promise<void> {
    if (role === undefined || role === target.role) {
      return;
    }
    await this.administration.setRole(target.id, role);
    const leaves = target.isActive && target.role === 'superuser';
    if (leaves && !(await this.accounts.superuserIsLeft())) {
      throw new DomainError(LastSuperuser);
    }
    await note('user.role-changed', { role: { from: target.role, to: role } });
  }

  private async changeStatus(
    target: HeldAccount,
    isActive: boolean | undefined,
    note: Note,
  ): Promise<void> {
    if (isActive === undefined || isActive === target.isActive) {
      return;
    }
    if (isActive) {
      if (target.isGone) {
        throw new DomainError(DeletionFinal);
      }
      await this.status.reactivate(target.id);
    } else {
      await this.status.suspend(target.id);
    }
    await note(isActive ? 'user.restored' : 'user.suspended', {
      isActive: { from: target.isActive, to: isActive },
    });
  }
}

/** Asked of the locked rows: whoever lost the power a moment ago doesn't have it. */
function requirePower(
  actor: HeldAccount | undefined,
  target: HeldAccount,
  { role }: AdministeredChange,
): void {
  const may =
    actor?.isActive === true &&
    mayAdminister(actor.role, target.role) &&
    (role === undefined || mayChangeRoles(actor.role));
  if (!may) {
    throw new DomainError(Forbidden);
  }
}
