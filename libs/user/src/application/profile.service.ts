import { Injectable } from '@nestjs/common';
import { ProfileClosed, ProfileOpened } from '#libs/events';
import { DomainError, nameKey, type Viewer } from '#libs/kernel';
import { DomainEvents } from '#libs/event-bus';
import { NotFound, PreconditionFailed } from '#libs/http';
import { UnitOfWork } from '#libs/database';
import { NicknameTaken } from '../domain/user.errors.js';
import { AccountReader } from '../infrastructure/account.reader.js';
import { type ProfileEdit, ProfileRepository } from '../infrastructure/profile.repository.js';
import { readNickname, requireAge } from './account-fields.js';

/** Changes profiles on behalf of their owners. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: AccountReader,
    private readonly profiles: ProfileRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Changes the given fields. A nickname that is given up stays reserved for its owner for 30 days.
   *
   * @param expected the version that the owner has seen; any when `undefined`
   * @throws DomainError `precondition-failed`, `validation-failed`, `too-young`, `nickname-taken`
   */
  async edit({ userId }: Viewer, change: ProfileEdit, expected: number | undefined): Promise<void> {
    const { birthday, isPublic } = change;
    if (birthday !== undefined && birthday !== null) {
      requireAge(birthday);
    }
    const nickname = change.nickname === undefined ? undefined : readNickname(change.nickname);
    await this.work.run(async () => {
      const before = await this.profiles.lock(userId);
      if (before === undefined) {
        throw new DomainError(NotFound);
      }
      if (expected !== undefined && expected !== before.version) {
        throw new DomainError(PreconditionFailed);
      }
      await this.rename(userId, before.nicknameFolded, nickname);
      await this.profiles.edit(userId, nickname === undefined ? change : { ...change, nickname });
      if (
        nickname !== undefined &&
        !(await this.profiles.claimNickname(userId, nameKey(nickname)))
      ) {
        throw new DomainError(NicknameTaken);
      }
      if (isPublic !== undefined && isPublic !== before.isPublic) {
        await this.events.publish(
          isPublic ? new ProfileOpened({ userId }) : new ProfileClosed({ userId }),
        );
      }
    });
  }

  private async rename(
    userId: Viewer['userId'],
    before: string,
    nickname: string | undefined,
  ): Promise<void> {
    if (nickname === undefined || nameKey(nickname) === before) {
      return;
    }
    const taken = await this.reader.taken({ nicknameFolded: nameKey(nickname) }, userId);
    if (taken.nickname) {
      throw new DomainError(NicknameTaken);
    }
    await this.profiles.reserveNickname(userId, before);
  }
}
