import { Injectable } from '@nestjs/common';
import { type MediaId, nameKey, type UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';
import type { MeetTime } from '../account/user-card.js';
import { NICKNAME_RESERVED_DAYS } from '../account/names.js';
import { ProfileEntity } from './profile.entity.js';

/** What an owner edits of a profile; checked by the caller. */
export interface ProfileEdit {
  readonly nickname?: string;
  readonly birthday?: string | null;
  readonly bio?: string | null;
  readonly isPublic?: boolean;
  readonly links?: string[];
  readonly skills?: string[];
  readonly region?: string | null;
  readonly meetTime?: MeetTime | null;
}

/** A profile whose row is locked. */
export interface LockedProfile {
  readonly nicknameFolded: string;
  readonly imageMediaId: MediaId | null;
  /** What takes its place once it is processed, or has failed. */
  readonly nextImageMediaId: MediaId | null;
  readonly isPublic: boolean;
  readonly version: number;
}

/** Writes of profiles and of nicknames that were given up. */
@Injectable()
export class ProfileRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** The profile as it stays until the transaction ends. */
  async lock(userId: UserId): Promise<LockedProfile | undefined> {
    const { rows } = await this.work.execute<LockedProfile>(
      `
      select
        nickname_folded as "nicknameFolded",
        image_media_id as "imageMediaId",
        next_image_media_id as "nextImageMediaId",
        is_public as "isPublic",
        version
      from profile
      where user_id = $1
      for no key update
      `,
      [userId],
    );
    return rows[0];
  }

  /** Notes that a picture of the person takes the place of the present one once it is processed. */
  async expectPicture(userId: UserId, mediaId: MediaId): Promise<void> {
    await this.work.execute(
      `
      update profile
      set next_image_media_id = $2, version = version + 1, updated_at = now()
      where user_id = $1
      `,
      [userId, mediaId],
    );
  }

  /** Leaves the profile without a picture, and without one that it waits for. */
  async removePictures(userId: UserId): Promise<void> {
    await this.work.execute(
      `
      update profile
      set image_media_id = null,
          next_image_media_id = null,
          version = version + 1,
          updated_at = now()
      where user_id = $1
      `,
      [userId],
    );
  }

  /** Puts the picture that a locked profile waits for in the place of the present one. */
  async adoptPicture(userId: UserId): Promise<void> {
    await this.work.execute(
      `
      update profile
      set image_media_id = next_image_media_id, next_image_media_id = null
      where user_id = $1
      `,
      [userId],
    );
  }

  async edit(userId: UserId, edit: ProfileEdit): Promise<void> {
    const { nickname, skills, region } = edit;
    await this.work.manager.update(
      ProfileEntity,
      { userId },
      {
        ...edit,
        ...(nickname === undefined ? {} : { nicknameFolded: nameKey(nickname) }),
        ...(skills === undefined ? {} : { skillsFolded: skills.map(nameKey) }),
        ...(region === undefined ? {} : { regionFolded: region === null ? null : nameKey(region) }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      },
    );
  }

  /** Keeps a nickname that somebody gave up from others for a while. */
  async reserveNickname(userId: UserId, nicknameFolded: string): Promise<void> {
    await this.work.execute(
      `
      insert into reserved_nickname (nickname_folded, user_id, reserved_until)
      values ($2, $1, now() + ${NICKNAME_RESERVED_DAYS} * interval '1 day')
      on conflict (nickname_folded) do update
      set user_id = excluded.user_id, reserved_until = excluded.reserved_until
      `,
      [userId, nicknameFolded],
    );
  }

  /**
   * Ends the reservation of a nickname for the one who has just taken it. Only then: whoever gave it up a
   * moment before has committed by now, because nicknames are unique.
   *
   * @returns `false` when it is still reserved for somebody else
   */
  async claimNickname(userId: UserId, nicknameFolded: string): Promise<boolean> {
    const { rows } = await this.work.execute<{ reserved: boolean }>(
      `
      with ended as (
        delete from reserved_nickname
        where nickname_folded = $2 and (user_id = $1 or reserved_until <= now())
      )
      select exists (
        select from reserved_nickname
        where nickname_folded = $2 and user_id <> $1 and reserved_until > now()
      ) as reserved
      `,
      [userId, nicknameFolded],
    );
    return rows[0]?.reserved === false;
  }

  /** Forgets reservations that are over. */
  async removeEndedReservations(): Promise<void> {
    await this.work.execute(`delete from reserved_nickname where reserved_until <= now()`);
  }
}
