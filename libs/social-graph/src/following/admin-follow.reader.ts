import { Injectable } from '@nestjs/common';
import { type Page, type PageRequest, type UserId, cursorOf, mapPage, toPage } from '#libs/kernel';
import { SqlReader } from '#libs/database';

/** An accepted follow, as an administrator sees it. */
export interface FollowRecord {
  readonly followerId: UserId;
  readonly followeeId: UserId;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Which follows an administrator asks for. */
export interface FollowFilter extends PageRequest {
  readonly followerId?: UserId | undefined;
  readonly followeeId?: UserId | undefined;
}

interface FollowRow {
  readonly followerId: UserId;
  readonly followeeId: UserId;
  readonly position: string;
  readonly createdAt: Date;
}

const byTime = cursorOf('admin.follows-of-person', ['id']);
const byPeople = cursorOf('admin.follows', ['id', 'id']);

/** Reads follows for administrators: those of inactive people and across blocks too. */
@Injectable()
export class AdminFollowReader {
  constructor(private readonly sql: SqlReader) {}

  /**
   * Follows of a person, newest first; all follows, those of the newest followers first.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page(filter: FollowFilter): Promise<Page<FollowRecord>> {
    const all = filter.followerId === undefined && filter.followeeId === undefined;
    const page = await (all ? this.everybody(filter) : this.ofPerson(filter));
    return mapPage(page, ({ followerId, followeeId, createdAt }) => ({
      followerId,
      followeeId,
      createdAt: createdAt.toISOString(),
    }));
  }

  private async ofPerson(filter: FollowFilter): Promise<Page<FollowRow>> {
    const { limit, cursor, followerId, followeeId } = filter;
    const rows = await this.sql.query<FollowRow>(
      `
      select ${COLUMNS}
      from follow
      where ($1::bigint is null or follower_id = $1)
        and ($2::bigint is null or followee_id = $2)
        and ($3::bigint is null or position < $3)
      order by position desc
      limit $4
      `,
      [
        followerId ?? null,
        followeeId ?? null,
        cursor === undefined ? null : byTime.decode(cursor)[0],
        limit + 1,
      ],
    );
    return toPage(rows, limit, ({ position }) => byTime.encode([position]));
  }

  /** In the order of the primary key: an index in the order of time would serve this list alone. */
  private async everybody({ limit, cursor }: FollowFilter): Promise<Page<FollowRow>> {
    const [followerId, followeeId] = cursor === undefined ? [null, null] : byPeople.decode(cursor);
    const rows = await this.sql.query<FollowRow>(
      `
      select ${COLUMNS}
      from follow
      where $1::bigint is null or (follower_id, followee_id) < ($1, $2::bigint)
      order by follower_id desc, followee_id desc
      limit $3
      `,
      [followerId, followeeId, limit + 1],
    );
    return toPage(rows, limit, (row) => byPeople.encode([row.followerId, row.followeeId]));
  }
}

const COLUMNS = `
  follower_id as "followerId",
  followee_id as "followeeId",
  position,
  created_at as "createdAt"`;
