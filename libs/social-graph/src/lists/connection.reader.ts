import { Injectable } from '@nestjs/common';
import { type Page, type PageRequest, type UserId, cursorOf, nameKey, toPage } from '#libs/kernel';
import { type SqlFragment, SqlReader } from '#libs/database';
import { activePerson, noBlockBetween, notBlockedBy } from '#libs/user';

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
  readonly shows: (viewer: string, person: string) => SqlFragment | string;
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
    { limit, cursor, nickname }: ConnectionRequest,
  ): Promise<Page<UserId>> {
    const { table, owner, person, shows } = LISTS[list];
    const places = cursorOf(`people.${list}`, ['id']);
    const rows = await this.reader.query<{ id: UserId; position: string }>(
      `
      select e.${person} as id, e.position
      from ${table} e
      join profile p on p.user_id = e.${person}
      where e.${owner} = $1
        and ($3::bigint is null or e.position < $3)
        and ($4::text is null or strpos(p.nickname_folded, $4) > 0)
        and ${activePerson(`e.${person}`)}
        and ${shows('$2::bigint', `e.${person}`)}
      order by e.position desc
      limit $5
      `,
      [
        ownerId,
        viewerId,
        cursor === undefined ? null : places.decode(cursor)[0],
        nickname === undefined ? null : nameKey(nickname),
        limit + 1,
      ],
    );
    const { items, nextCursor } = toPage(rows, limit, ({ position }) => places.encode([position]));
    return { items: items.map(({ id }) => id), nextCursor };
  }
}
