import { sql, type SqlFragment } from '#libs/database';

/**
 * SQL of a condition under which a viewer wants to see nothing of a tag. Asked for each tag, so an index must answer it.
 *
 * @param viewer SQL of the viewer's id, null when nobody is signed in
 * @param folded the column that holds the folded name of the tag
 */
type TagCondition = (viewer: SqlFragment, folded: string) => SqlFragment;

const declared = new Map<string, TagCondition>();

/** Declares why tags are left out of those that trend: by the lib that knows it, when it is loaded. */
export function hideTrendingTags(why: string, condition: TagCondition): void {
  if (declared.has(why)) {
    throw new Error(`Why tags are hidden, "${why}", is declared twice.`);
  }
  declared.set(why, condition);
}

/** SQL: whether a tag is left out of those that trend for a viewer. */
export function hiddenTag(viewer: SqlFragment, folded: string): SqlFragment {
  const each = [...declared.values()].map((condition) => condition(viewer, folded));
  return sql`(${each.length === 0 ? sql`false` : sql.join(each, ' or ')})`;
}
