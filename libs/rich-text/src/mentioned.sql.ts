import { sql, type SqlFragment } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { summaryOf, type SummaryRow } from '#libs/people';
import { activePerson, type IdSql, noBlockBetween } from '#libs/social-graph';

/** Those whom a text mentions and who can be shown, by id; `null` when it mentions nobody, or none of them can. */
export type MentionedPeople = Readonly<Record<UserId, SummaryRow>> | null;

/**
 * SQL: the `MentionedPeople` of a text as one viewer sees it: those who are active, and between whom and the viewer, and
 * the author, there is no block.
 *
 * @param entities SQL of the `StoredEntities` of the text or null
 */
export function mentionedIn(entities: string, author: IdSql, viewer: IdSql): SqlFragment {
  const people = sql.raw(`${entities} -> 'people'`);
  return sql`
    case when jsonb_array_length(${people}) > 0 then (
      select json_object_agg(named.user_id::text, ${summaryOf('named.user_id')})
      from (
        select value::bigint as user_id
        from jsonb_array_elements_text(${people})
        offset 0
      ) named
      where ${activePerson('named.user_id')}
        and ${noBlockBetween(viewer, 'named.user_id')}
        and ${noBlockBetween(author, 'named.user_id')}
    ) end`;
}
