import { Injectable } from '@nestjs/common';
import { ACCOUNT_COLUMNS, type AccountRow, presentAccount } from '#libs/account';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type MediaId, type PictureStatus, pictureStatus } from '#libs/media';
import type { MeetTime } from '../profile/meet-time.js';
import { ProfileImageReader } from '../profile/profile-image.reader.js';
import type { ImageStatus, OwnAccount, OwnProfile } from './own-account.js';

/** Something read together with the version that `If-Match` compares. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
}

interface ProfileRow {
  nickname: string;
  birthday: string | null;
  bio: string | null;
  imageMediaId: MediaId | null;
  shownStatus: PictureStatus | null;
  nextStatus: PictureStatus | null;
  isPublic: boolean;
  discoverable: boolean;
  links: string[];
  skills: string[];
  region: string | null;
  meetTime: MeetTime | null;
  profileUpdatedAt: Date;
  profileVersion: number;
}

interface FullRow extends AccountRow, ProfileRow {}

const PROFILE_COLUMNS = sql`
  p.nickname,
  to_char(p.birthday, 'YYYY-MM-DD') as birthday,
  p.bio,
  p.image_media_id as "imageMediaId",
  ${pictureStatus('p.image_media_id')} as "shownStatus",
  ${pictureStatus('p.next_image_media_id')} as "nextStatus",
  p.is_public as "isPublic",
  p.is_discoverable as discoverable,
  p.links,
  p.skills,
  p.region,
  p.meet_time as "meetTime",
  p.updated_at as "profileUpdatedAt",
  p.version as "profileVersion"`;

/** Reads accounts with what only their owners and administrators see. */
@Injectable()
export class OwnAccountReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly images: ProfileImageReader,
  ) {}

  /** The account of a person, active or not. */
  async account(userId: UserId): Promise<Versioned<OwnAccount> | undefined> {
    const [account] = await this.accounts([userId]);
    return account;
  }

  /** Accounts in the order of their ids; unknown ids are left out. */
  async accounts(userIds: readonly UserId[]): Promise<Versioned<OwnAccount>[]> {
    const rows = await this.reader.query<FullRow>(
      sql`
      select
        ${ACCOUNT_COLUMNS},
        ${PROFILE_COLUMNS}
      from unnest(${userIds}::bigint[]) with ordinality as wanted (id, place)
      join user_account u on u.id = wanted.id
      join profile p on p.user_id = u.id
      order by wanted.place
      `,
    );
    const urls = await this.images.urls(rows.map(({ imageMediaId }) => imageMediaId));
    return rows.map((row) => ({ value: presentFull(row, urls), version: row.version }));
  }

  /** The profile of a person. */
  async profile(userId: UserId): Promise<Versioned<OwnProfile> | undefined> {
    const row = await this.reader.one<ProfileRow>(
      sql`select ${PROFILE_COLUMNS} from profile p where p.user_id = ${userId}`,
    );
    if (row === undefined) {
      return undefined;
    }
    const urls = await this.images.urls([row.imageMediaId]);
    return { value: presentProfile(row, urls), version: row.profileVersion };
  }
}

function presentFull(row: FullRow, urls: ReadonlyMap<MediaId, string>): OwnAccount {
  return { ...presentAccount(row), profile: presentProfile(row, urls) };
}

function presentProfile(row: ProfileRow, urls: ReadonlyMap<MediaId, string>): OwnProfile {
  return {
    nickname: row.nickname,
    birthday: row.birthday,
    bio: row.bio,
    imageUrl: row.imageMediaId === null ? null : (urls.get(row.imageMediaId) ?? null),
    imageStatus: imageStatusOf(row),
    isPublic: row.isPublic,
    discoverable: row.discoverable,
    links: row.links,
    skills: row.skills,
    region: row.region,
    meetTime: row.meetTime,
    updatedAt: row.profileUpdatedAt.toISOString(),
  };
}

function imageStatusOf({ shownStatus, nextStatus }: ProfileRow): ImageStatus {
  if (nextStatus !== null) {
    // One that is ready only has to be put in place.
    return nextStatus === 'failed' ? 'failed' : 'processing';
  }
  return shownStatus ?? 'none';
}
