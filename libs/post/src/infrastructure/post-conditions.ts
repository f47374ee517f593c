import { fold } from '#libs/kernel';
import type { PostFilter } from '../domain/post-filter.js';
import { tagsOf } from '../domain/tag.js';
import type { TagId } from './post.repository.js';

/** Whether no post can have the tags of a filter: nobody used one of them, or any. */
export function isImpossible(filter: PostFilter, tags: readonly TagId[]): boolean {
  const wanted = tagsOf(filter.tags).length;
  const needed = filter.tagMode === 'all' ? wanted : Math.min(wanted, 1);
  return tags.length < needed;
}

/**
 * SQL: what a filter asks of a post `p`, each condition beginning with `and`.
 *
 * @param tags ids of the tags of the filter; a tag that nobody uses has none
 * @param params gets the values of the filter
 */
export function conditionsOf(
  filter: PostFilter,
  tags: readonly TagId[],
  params: unknown[],
): string {
  const param = (value: unknown): string => `$${params.push(value)}`;
  const conditions: string[] = [];
  for (const field of ['title', 'body'] as const) {
    const text = filter[field];
    if (text !== undefined) {
      // The column folds as the database does, so the text does too.
      const sought = `lower(${param(text.normalize('NFKC'))}::text)`;
      conditions.push(`strpos(lower(normalize(p.${field}, NFKC)), ${sought}) > 0`);
    }
  }
  if (filter.nickname !== undefined) {
    conditions.push(`
      exists (
        select from profile named
        where named.user_id = p.author_id
          and strpos(named.nickname_folded, ${param(fold(filter.nickname))}::text) > 0
      )`);
  }
  if (filter.authorId !== undefined) {
    conditions.push(`p.author_id = ${param(filter.authorId)}::bigint`);
  }
  if (filter.without !== undefined) {
    conditions.push(`p.author_id <> ${param(filter.without)}::bigint`);
  }
  if (filter.tags.length > 0) {
    conditions.push(...tagConditions(filter, tags, param));
  }
  return conditions.map((condition) => `and ${condition}`).join('\n');
}

function tagConditions(
  filter: PostFilter,
  tags: readonly TagId[],
  param: (value: unknown) => string,
): string[] {
  const tagged = (condition: string): string => `
    exists (
      select from post_tag pt
      where pt.post_id = p.id and pt.tag_id ${condition}
    )`;
  if (filter.tagMode === 'any') {
    return [tagged(`= any (${param(tags)}::bigint[])`)];
  }
  // Each on its own: the planner then knows how rare each is.
  return tags.map((tag) => tagged(`= ${param(tag)}::bigint`));
}
