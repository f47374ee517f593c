import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { mapPage, nameKey, type Page, type PageRequest, type UserId } from '#libs/kernel';
import { activePerson, noBlockBetween, notBlockedBy } from '#libs/social-graph';

/** A list of people at the other end of one person's edges. */
export type ConnectionList = 'followers' | 'following' | 'requests' | 'blocks' | 'mutes';

/** What is asked of such a list. */
export interface ConnectionRequest extends PageRequest {
  /** Only people with this in their nickname, whatever its letter case and Unicode form. */
  readonly nickname?: string | undefined;
}

interface Edges {
  readonly table: string;
  /** Column of the person whose list it is. */
  readonly owner: string;
  /** Column of the people in the list. */
  readonly person: string;
  /** SQL: whether a person in the list shows to the viewer, besides being active. */
  readonly shows: (viewer: SqlFragment, person: SqlFragment) => SqlFragment;
}

const LISTS: Readonly<Record<ConnectionList, Edges>> = {
  followers: {
    table: 'follow',
    owner: 'followee_id',
    person: 'follower_id',
    shows: noBlockBetween,
  },
  following: {
    table: 'follow',
    owner: 'follower_id',
    person: 'followee_id',
    shows: noBlockBetween,
  },
  requests: {
    table: 'follow_request',
    owner: 'followee_id',
    person: 'follower_id',
    shows: noBlockBetween,
  },
  // Whom one blocks stays visible to oneself, so that the block can be ended.
  blocks: { table: 'block', owner: 'blocker_id', person: 'blocked_id', shows: notBlockedBy },
  mutes: { table: 'mute', owner: 'muter_id', person: 'muted_id', shows: notBlockedBy },
};

/** Reads who is connected to whom. Joins accounts and profiles of the user lib. */
@Injectable()
export class ConnectionReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * Ids of one page of a list, newest edge first, without inactive people and those hidden from the viewer.
   *
   * @param viewerId `null` when nobody is signed in
   * @throws DomainError `invalid-cursor`
   */
  async page(
    list: ConnectionList,
    ownerId: UserId,
    viewerId: UserId | null,
    { nickname, ...request }: ConnectionRequest,
  ): Promise<Page<UserId>> {
    const { table, owner, person, shows } = LISTS[list];
    const other = sql.raw(`e.${person}`);
    const page = await this.reader.page<{ id: UserId; position: string }>(
      descending(`people.${list}`, sortKey('e.position', 'id', 'position')),
      request,
      ({ after, order, limit }) => sql`
      select ${other} as id, e.position
      from ${sql.raw(table)} e
      join profile p on p.user_id = ${other}
      where ${sql.all([
        sql`e.${sql.raw(owner)} = ${ownerId}`,
        after,
        nickname !== undefined && sql`strpos(p.nickname_folded, ${nameKey(nickname)}) > 0`,
        activePerson(other),
        shows(sql`${viewerId}::bigint`, other),
      ])}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}
