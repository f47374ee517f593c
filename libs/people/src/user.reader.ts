import { Injectable } from '@nestjs/common';
import { exactCounts } from '#libs/counters';
import {
  idsIn,
  isoTime,
  NOBODY,
  prepared,
  type PreparedRun,
  sql,
  type SqlFragment,
  SqlReader,
} from '#libs/database';
import type { MaybeViewer, UserId } from '#libs/kernel';
import { MediaReader, type PicturePlace, picturePlace, type PicturePresenter } from '#libs/media';
import { mutes, notBlockedBy } from '#libs/social-graph';
import { type MeetTime, userCounters } from '#libs/user';
import type { UserCard, UserSummary, ViewerFlags } from './user-card.js';
import { viewerFacts } from './viewer-fact.sql.js';

/** A `UserSummary` as it is stored. */
export interface SummaryRow {
  readonly id: UserId;
  readonly nickname: string;
  readonly fullName: string;
  readonly image: PicturePlace | null;
}

interface CardRow extends SummaryRow, ViewerFlags {
  /** Whether each declared fact holds, by its name. */
  facts: Readonly<Record<string, boolean>>;
  bio: string | null;
  isPublic: boolean;
  links: string[];
  skills: string[];
  region: string | null;
  meetTime: MeetTime | null;
  followerCount: number;
  followingCount: number;
  postCount: number;
  createdAt: string;
  version: number;
}

/** SQL: the columns of a `SummaryRow`, as fit for JSON as for rows. */
const summaryColumns = (account: string, profile: string): SqlFragment => sql`
  ${sql.raw(account)}.id::text as id,
  ${sql.raw(profile)}.nickname,
  ${sql.raw(account)}.full_name as "fullName",
  ${picturePlace(`${profile}.image_media_id`)} as image`;

const SUMMARIES = prepared<{ ids: readonly UserId[] }>(
  'user.summaries',
  (slot) => sql`
  select ${summaryColumns('u', 'p')}
  from user_account u
  join profile p on p.user_id = u.id
  where u.id = any (${idsIn(slot('ids'))})
  `,
);

/** SQL: the `SummaryRow` of a person, whoever looks, as JSON; null for an unknown id. */
export function summaryOf(userId: string): SqlFragment {
  return sql`(
    select row_to_json(summary)
    from (
      select ${summaryColumns('summarised', 'face')}
      from user_account summarised
      join profile face on face.user_id = summarised.id
      where summarised.id = ${sql.raw(userId)}
    ) summary
  )`;
}

/** SQL: how the viewer and a person `u` stand to each other. */
const flags = (viewer: SqlFragment): SqlFragment => sql`
  exists (
    select from follow f where f.follower_id = ${viewer} and f.followee_id = u.id
  ) as following,
  exists (
    select from follow f where f.follower_id = u.id and f.followee_id = ${viewer}
  ) as "followedBy",
  exists (
    select from follow_request r where r.follower_id = ${viewer} and r.followee_id = u.id
  ) as requested,
  exists (
    select from follow f
    where f.follower_id = ${viewer} and f.followee_id = u.id and f.hide_reposts
  ) as "hideReposts",
  exists (
    select from block b where b.blocker_id = ${viewer} and b.blocked_id = u.id
  ) as blocking,
  ${mutes(viewer, 'u.id')} as muting,
  ${declaredFacts(viewer)} as facts`;

/** SQL: what libs above know of the viewer and a person `u`, as JSON. */
function declaredFacts(viewer: SqlFragment): SqlFragment {
  const facts = viewerFacts().map(
    ({ name, holds }) => sql`'${sql.raw(name)}', ${holds(viewer, 'u.id')}`,
  );
  return sql`json_build_object(${sql.join(facts, ', ')})`;
}

/** Whose cards, and for whom. */
interface CardsAsked {
  readonly viewer: UserId | typeof NOBODY;
  readonly ids: readonly UserId[];
}

/** Declares a statement that gives cards. @param counters SQL that joins the counters `c` of a person `u` */
const cards = (name: string, counters: SqlFragment): ((asked: CardsAsked) => PreparedRun) =>
  prepared<CardsAsked>(name, (slot) => {
    const viewer = sql`${slot('viewer')}::bigint`;
    return sql`
  select
    ${summaryColumns('u', 'p')},
    p.bio,
    p.is_public as "isPublic",
    p.links,
    p.skills,
    p.region,
    p.meet_time as "meetTime",
    greatest(c.follower_count, 0) as "followerCount",
    greatest(c.following_count, 0) as "followingCount",
    greatest(c.post_count, 0) as "postCount",
    ${isoTime('u.created_at')} as "createdAt",
    u.version + p.version - 1 as version,
    ${flags(viewer)}
  from unnest(${idsIn(slot('ids'))}) with ordinality as wanted (id, place)
  join user_account u on u.id = wanted.id and u.is_active
  join profile p on p.user_id = u.id
  ${counters}
  where ${notBlockedBy(viewer, 'u.id')}
  order by wanted.place
    `;
  });

/** People of a list. */
const CARDS = cards('user.cards', sql`join user_counter c on c.user_id = u.id`);

/** Somebody who is read alone: whoever has just followed finds it in the counts. */
const SINGLE_CARD = cards(
  'user.single',
  sql`cross join lateral ${exactCounts(userCounters, 'u.id')} c`,
);

/** Reads the public faces of people. */
@Injectable()
export class UserReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** What stands beside what these people wrote, whoever looks; one statement. Unknown ids are absent. */
  async summaries(ids: readonly UserId[]): Promise<Map<UserId, UserSummary>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<SummaryRow>(SUMMARIES({ ids: [...new Set(ids)] }));
    return new Map(rows.map((row) => [row.id, presentSummary(row, this.media.pictures)]));
  }

  /**
   * The cards of people in the given order, as one viewer sees them; one statement. Left out is whom the
   * viewer may not see: inactive people, and those who block the viewer.
   */
  async cards(viewer: MaybeViewer, ids: readonly UserId[]): Promise<UserCard[]> {
    return (await this.read(CARDS, viewer, ids)).map(({ card }) => card);
  }

  /** The card of one person with the version of what its owner edits; `undefined` when it can't be seen. */
  async versionedCard(
    viewer: MaybeViewer,
    id: UserId,
  ): Promise<{ card: UserCard; version: number } | undefined> {
    const [found] = await this.read(SINGLE_CARD, viewer, [id]);
    return found;
  }

  private async read(
    statement: (asked: CardsAsked) => PreparedRun,
    viewer: MaybeViewer,
    ids: readonly UserId[],
  ): Promise<{ card: UserCard; version: number }[]> {
    if (ids.length === 0) {
      return [];
    }
    const rows = await this.reader.query<CardRow>(
      statement({ viewer: viewer?.userId ?? NOBODY, ids }),
    );
    return rows.map((row) => ({
      card: presentCard(row, presentSummary(row, this.media.pictures), viewer !== null),
      version: row.version,
    }));
  }
}

/** The summary of a row, also of one that another lib's statement brought along: see `summaryOf`. */
export function presentSummary(
  { id, nickname, fullName, image }: SummaryRow,
  pictures: PicturePresenter,
): UserSummary {
  return { id, nickname, fullName, imageUrl: image === null ? null : pictures.address(image) };
}

function presentCard(row: CardRow, summary: UserSummary, signedIn: boolean): UserCard {
  const { following, followedBy, requested, hideReposts, blocking, muting, facts } = row;
  return {
    ...summary,
    bio: row.bio,
    isPublic: row.isPublic,
    links: row.links,
    skills: row.skills,
    region: row.region,
    meetTime: row.meetTime,
    followerCount: row.followerCount,
    followingCount: row.followingCount,
    postCount: row.postCount,
    createdAt: row.createdAt,
    viewer: signedIn
      ? { following, followedBy, requested, hideReposts, blocking, muting, ...facts }
      : null,
  };
}
