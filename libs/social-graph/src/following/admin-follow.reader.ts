import { Injectable } from '@nestjs/common';
import { type Page, type PageRequest, type UserId, cursorOf, mapPage, toPage } from '#libs/kernel';
import { sql, SqlReader } from '#libs/database';

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
  constructor(private readonly reader: SqlReader) {}

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
    const value1 = sql.value(followerId ?? null);
    const value2 = sql.value(followeeId ?? null);
    const value3 = sql.value(cursor === undefined ? null : byTime.decode(cursor)[0]);
    const rows = await this.reader.query<FollowRow>(
      sql`
      select ${sql.raw(COLUMNS)}
      from follow
      where (${value1}::bigint is null or follower_id = ${value1})
        and (${value2}::bigint is null or followee_id = ${value2})
        and (${value3}::bigint is null or position < ${value3})
      order by position desc
      limit ${limit + 1}
      `,
    );
    return toPage(rows, limit, ({ position }) => byTime.encode([position]));
  }

  /** In the order of the primary key: an index in the order of time would serve this list alone. */
  private async everybody({ limit, cursor }: FollowFilter): Promise<Page<FollowRow>> {
    const [followerId, followeeId] = cursor === undefined ? [null, null] : byPeople.decode(cursor);
    const followerIdValue = sql.value(followerId);
    const rows = await this.reader.query<FollowRow>(
      sql`
      select ${sql.raw(COLUMNS)}
      from follow
      where ${followerIdValue}::bigint is null or (follower_id, followee_id) < (${followerIdValue}, ${followeeId}::bigint)
      order by follower_id desc, followee_id desc
      limit ${limit + 1}
      `,
    );
    return toPage(rows, limit, (row) => byPeople.encode([row.followerId, row.followeeId]));
  }
}

const COLUMNS = `
  follower_id as "followerId",
  followee_id as "followeeId",
  position,
  created_at as "createdAt"`;
