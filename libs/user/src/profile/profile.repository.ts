import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { nameKey, type UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { NICKNAME_RESERVED_DAYS } from '../names/nickname.js';
import type { MeetTime } from './meet-time.js';
import { ProfileEntity } from './profile.entity.js';

/** What a profile begins with; checked by the caller. */
export interface NewProfile {
  readonly nickname: string;
  /** `YYYY-MM-DD` */
  readonly birthday: string | null;
}

/** What an owner edits of a profile; checked by the caller. */
export interface ProfileEdit {
  readonly nickname?: string;
  readonly birthday?: string | null;
  readonly bio?: string | null;
  readonly isPublic?: boolean;
  readonly discoverable?: boolean;
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
  readonly discoverable: boolean;
  readonly version: number;
}

/** Writes of profiles and of nicknames that were given up. */
@Injectable()
export class ProfileRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds the profile of an account, with its counters. */
  async add(userId: UserId, { nickname, birthday }: NewProfile): Promise<void> {
    await this.work.execute(
      sql`
      insert into profile (user_id, nickname, nickname_folded, birthday)
      values (${userId}, ${nickname}, ${nameKey(nickname)}, ${birthday})
      `,
    );
    await this.work.execute(sql`insert into user_counter (user_id) values (${userId})`);
  }

  /** The profile as it stays until the transaction ends. */
  async lock(userId: UserId): Promise<LockedProfile | undefined> {
    const { rows } = await this.work.execute<LockedProfile>(
      sql`
      select
        nickname_folded as "nicknameFolded",
        image_media_id as "imageMediaId",
        next_image_media_id as "nextImageMediaId",
        is_public as "isPublic",
        is_discoverable as discoverable,
        version
      from profile
      where user_id = ${userId}
      for no key update
      `,
    );
    return rows[0];
  }

  /** Notes that a picture of the person takes the place of the present one once it is processed. */
  async expectPicture(userId: UserId, mediaId: MediaId): Promise<void> {
    await this.work.execute(
      sql`
      update profile
      set next_image_media_id = ${mediaId}, version = version + 1, updated_at = now()
      where user_id = ${userId}
      `,
    );
  }

  /** Leaves the profile without a picture, and without one that it waits for. */
  async removePictures(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      update profile
      set image_media_id = null,
          next_image_media_id = null,
          version = version + 1,
          updated_at = now()
      where user_id = ${userId}
      `,
    );
  }

  /** Puts the picture that a locked profile waits for in the place of the present one. */
  async adoptPicture(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      update profile
      set image_media_id = next_image_media_id, next_image_media_id = null
      where user_id = ${userId}
      `,
    );
  }

  async edit(userId: UserId, edit: ProfileEdit): Promise<void> {
    const { discoverable, ...columns } = edit;
    const { nickname, skills, region } = columns;
    await this.work.manager.update(
      ProfileEntity,
      { userId },
      {
        ...columns,
        ...(discoverable === undefined ? {} : { isDiscoverable: discoverable }),
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
      sql`
      insert into reserved_nickname (nickname_folded, user_id, reserved_until)
      values (${nicknameFolded}, ${userId}, now() + ${sql.number(NICKNAME_RESERVED_DAYS)} * interval '1 day')
      on conflict (nickname_folded) do update
      set user_id = excluded.user_id, reserved_until = excluded.reserved_until
      `,
    );
  }

  /**
   * Ends the reservation of a nickname for the one who has just taken it. Only then: whoever gave it up a
   * moment before has committed by now, because nicknames are unique.
   *
   * @returns `false` when it is still reserved for somebody else
   */
  async claimNickname(userId: UserId, nicknameFolded: string): Promise<boolean> {
    const nicknameFoldedValue = sql.value(nicknameFolded);
    const userIdValue = sql.value(userId);
    const { rows } = await this.work.execute<{ reserved: boolean }>(
      sql`
      with ended as (
        delete from reserved_nickname
        where nickname_folded = ${nicknameFoldedValue} and (user_id = ${userIdValue} or reserved_until <= now())
      )
      select exists (
        select from reserved_nickname
        where nickname_folded = ${nicknameFoldedValue} and user_id <> ${userIdValue} and reserved_until > now()
      ) as reserved
      `,
    );
    return rows[0]?.reserved === false;
  }

  /** Forgets reservations that are over. */
  async removeEndedReservations(): Promise<void> {
    await this.work.execute(sql`delete from reserved_nickname where reserved_until <= now()`);
  }
}
