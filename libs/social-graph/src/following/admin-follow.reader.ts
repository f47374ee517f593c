import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type UserId } from '#libs/kernel';

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

const BY_TIME = descending('admin.follows-of-person', sortKey('position', 'id', 'position'));
const BY_PEOPLE = descending(
  'admin.follows',
  sortKey('follower_id', 'id', 'followerId'),
  sortKey('followee_id', 'id', 'followeeId'),
);

const COLUMNS = sql`
  follower_id as "followerId",
  followee_id as "followeeId",
  position,
  created_at as "createdAt"`;

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

  private ofPerson(filter: FollowFilter): Promise<Page<FollowRow>> {
    const { followerId, followeeId } = filter;
    return this.reader.page<FollowRow>(
      BY_TIME,
      filter,
      ({ after, order, limit }) => sql`
      select ${COLUMNS}
      from follow
      where ${sql.all([
        followerId !== undefined && sql`follower_id = ${followerId}`,
        followeeId !== undefined && sql`followee_id = ${followeeId}`,
        after,
      ])}
      order by ${order}
      limit ${limit}
      `,
    );
  }

  /** In the order of the primary key: an index in the order of time would serve this list alone. */
  private everybody(request: PageRequest): Promise<Page<FollowRow>> {
    return this.reader.page<FollowRow>(
      BY_PEOPLE,
      request,
      ({ after, order, limit }) => sql`
      select ${COLUMNS}
      from follow
      where ${after}
      order by ${order}
      limit ${limit}
      `,
    );
  }
}
