import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { ProfileClosed, ProfileOffered, ProfileOpened, ProfileWithdrawn } from '#libs/events';
import { assertVersion, orNotFound, Refusals } from '#libs/http';
import { DomainError, type FieldError, nameKey, type Viewer } from '#libs/kernel';
import { NicknameTaken } from '../names/nickname.errors.js';
import { readNickname } from '../names/nickname.js';
import { NicknameService } from '../names/nickname.service.js';
import { calendarDay, isOldEnough } from './birthday.js';
import { TooYoung } from './profile.errors.js';
import { type ProfileEdit, ProfileRepository } from './profile.repository.js';

/** Changes profiles on behalf of their owners. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly nicknames: NicknameService,
    private readonly profiles: ProfileRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Changes the given fields. A nickname that is given up stays reserved for its owner for 30 days.
   *
   * @param expected the version that the owner has seen; any when `undefined`
   * @param malformed other fields of the form, which are refused already
   * @throws DomainError that tells all that is refused: `validation-failed`, `too-young`, `nickname-taken`; or
   * `precondition-failed`
   */
  async edit(
    { userId }: Viewer,
    change: ProfileEdit,
    expected: number | undefined,
    malformed: readonly FieldError[] = [],
  ): Promise<void> {
    const { birthday, isPublic, discoverable } = change;
    const nickname = change.nickname === undefined ? undefined : readNickname(change.nickname);
    const refusals = new Refusals(malformed);
    if (typeof birthday === 'string' && !isOldEnough(birthday, calendarDay(new Date()))) {
      refusals.refuse('/birthday', TooYoung);
    }
    await this.nicknames.check(nickname, refusals, userId);
    refusals.throwIfAny();
    await this.work.run(async () => {
      const before = orNotFound(await this.profiles.lock(userId));
      assertVersion(expected, before.version);
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
      if (discoverable !== undefined && discoverable !== before.discoverable) {
        await this.events.publish(
          discoverable ? new ProfileOffered({ userId }) : new ProfileWithdrawn({ userId }),
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
    await this.profiles.reserveNickname(userId, before);
  }
}
