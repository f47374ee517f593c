import { sql, type SqlFragment } from '#libs/database';
import { activePerson, noBlockBetween } from '#libs/social-graph';

/** SQL: whether the owner of a list finds the member `m` in it. Blocks take people out; those who are inactive stay. */
export const shownMember = (owner: SqlFragment): SqlFragment => sql`(
  ${activePerson('m.member_id')}
  and ${noBlockBetween(owner, 'm.member_id')}
)`;

/** SQL: the columns of a `PeopleList` of a list `l`. */
export const listColumns: SqlFragment = sql`
  l.id,
  l.name,
  (
    select count(*)::integer
    from people_list_member m
    where m.list_id = l.id and ${shownMember(sql`l.owner_id`)}
  ) as "memberCount",
  l.created_at as "createdAt",
  l.updated_at as "updatedAt",
  l.version`;
