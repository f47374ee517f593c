import { Injectable } from '@nestjs/common';
import type { MaybeViewer, MediaId, UserId } from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import type { MeetTime, UserCard, UserSummary, ViewerFlags } from '../domain/user-card.js';
import { ProfileImageReader } from './profile-image.reader.js';
import { notBlockedBy } from './visible-person.js';

interface SummaryRow {
  id: UserId;
  nickname: string;
  fullName: string;
  imageMediaId: MediaId | null;
}

interface CardRow extends SummaryRow, ViewerFlags {
  bio: string | null;
  isPublic: boolean;
  links: string[];
  skills: string[];
  region: string | null;
  meetTime: MeetTime | null;
  followerCount: number;
  followingCount: number;
  postCount: number;
  createdAt: Date;
  version: number;
}

const SUMMARY_COLUMNS = `
  u.id,
  p.nickname,
  u.full_name as "fullName",
  p.image_media_id as "imageMediaId"`;

const FLAGS = `
  exists (
    select from follow f where f.follower_id = $1::bigint and f.followee_id = u.id
  ) as following,
  exists (
    select from follow f where f.follower_id = u.id and f.followee_id = $1::bigint
  ) as "followedBy",
  exists (
    select from follow_request r where r.follower_id = $1::bigint and r.followee_id = u.id
  ) as requested,
  exists (
    select from block b where b.blocker_id = $1::bigint and b.blocked_id = u.id
  ) as blocking,
  exists (
    select from mute m where m.muter_id = $1::bigint and m.muted_id = u.id
  ) as muting`;

/** Reads the public faces of people. */
@Injectable()
export class UserReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly images: ProfileImageReader,
  ) {}

  /** What stands beside what these people wrote, whoever looks; two statements. Unknown ids are absent. */
  async summaries(ids: readonly UserId[]): Promise<Map<UserId, UserSummary>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<SummaryRow>(
      `
      select ${SUMMARY_COLUMNS}
      from user_account u
      join profile p on p.user_id = u.id
      where u.id = any ($1::bigint[])
      `,
      [[...new Set(ids)]],
    );
    const urls = await this.images.urls(rows.map(({ imageMediaId }) => imageMediaId));
    return new Map(rows.map((row) => [row.id, presentSummary(row, urls)]));
  }

  /**
   * The cards of people in the given order, as one viewer sees them; two statements. Left out is whom the
   * viewer may not see: inactive people, and those who block the viewer.
   */
  async cards(viewer: MaybeViewer, ids: readonly UserId[]): Promise<UserCard[]> {
    return (await this.read(viewer, ids)).map(({ card }) => card);
  }

  /** The card of one person with the version of what its owner edits; `undefined` when it can't be seen. */
  async versionedCard(
    viewer: MaybeViewer,
    id: UserId,
  ): Promise<{ card: UserCard; version: number } | undefined> {
    const [found] = await this.read(viewer, [id]);
    return found;
  }

  private async read(
    viewer: MaybeViewer,
    ids: readonly UserId[],
  ): Promise<{ card: UserCard; version: number }[]> {
    if (ids.length === 0) {
      return [];
    }
    const rows = await this.reader.query<CardRow>(
      `
      select
        ${SUMMARY_COLUMNS},
        p.bio,
        p.is_public as "isPublic",
        p.links,
        p.skills,
        p.region,
        p.meet_time as "meetTime",
        greatest(c.follower_count, 0) as "followerCount",
        greatest(c.following_count, 0) as "followingCount",
        greatest(c.post_count, 0) as "postCount",
        u.created_at as "createdAt",
        u.version + p.version - 1 as version,
        ${FLAGS}
      from unnest($2::bigint[]) with ordinality as wanted (id, place)
      join user_account u on u.id = wanted.id and u.is_active
      join profile p on p.user_id = u.id
      join user_counter c on c.user_id = u.id
      where ${notBlockedBy('$1::bigint', 'u.id')}
      order by wanted.place
      `,
      [viewer?.userId ?? null, ids],
    );
    const urls = await this.images.urls(rows.map(({ imageMediaId }) => imageMediaId));
    return rows.map((row) => ({
      card: presentCard(row, urls, viewer !== null),
      version: row.version,
    }));
  }
}

function presentSummary(row: SummaryRow, urls: ReadonlyMap<MediaId, string>): UserSummary {
  return {
    id: row.id,
    nickname: row.nickname,
    fullName: row.fullName,
    imageUrl: row.imageMediaId === null ? null : (urls.get(row.imageMediaId) ?? null),
  };
}

function presentCard(
  row: CardRow,
  urls: ReadonlyMap<MediaId, string>,
  signedIn: boolean,
): UserCard {
  const { following, followedBy, requested, blocking, muting } = row;
  return {
    ...presentSummary(row, urls),
    bio: row.bio,
    isPublic: row.isPublic,
    links: row.links,
    skills: row.skills,
    region: row.region,
    meetTime: row.meetTime,
    followerCount: row.followerCount,
    followingCount: row.followingCount,
    postCount: row.postCount,
    createdAt: row.createdAt.toISOString(),
    viewer: signedIn ? { following, followedBy, requested, blocking, muting } : null,
  };
}
