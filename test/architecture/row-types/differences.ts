import type { CallSite } from './declared-rows.js';
import type { DescribedColumn } from './described-rows.js';

/** Columns that may hold null, in files whose statements leave such rows out. */
const NEVER_NULL = new Set([
  'libs/comment/src/comment/comment-row.reader.ts authorId',
  'libs/comment/src/moderation/admin-comment.reader.ts authorId',
  'libs/comment/src/moderation/comment-moderation.repository.ts authorId',
  'libs/feed/src/explore-feed.reader.ts place',
  'libs/feed/src/home-feed.reader.ts place',
  'libs/notification/src/reading/notification-actor.reader.ts position',
  'libs/post/src/lists/post-list.reader.ts place',
]);

/** What a place says of its rows, but PostgreSQL does not. */
export function differences(site: CallSite, described: readonly DescribedColumn[]): string[] {
  const given = new Set(described.map(({ name }) => name));
  const missing = [...site.columns]
    .filter(([name, { isOptional }]) => !isOptional && !given.has(name))
    .map(([name]) => `declares ${name}, which is not selected`);
  return [...missing, ...described.flatMap((column) => differencesOf(site, column))].map(
    (difference) => `${site.place} ${difference}`,
  );
}

function differencesOf(site: CallSite, column: DescribedColumn): string[] {
  const { name, kind, type, isNullable } = column;
  const declared = site.columns.get(name);
  if (declared === undefined) {
    return site.isOpen ? [] : [`selects ${name}, which is not declared`];
  }
  const kinds = [...declared.kinds];
  const mayBeNull = isNullable === true && !kinds.includes('null');
  const file = site.place.replace(/:\d+$/, '');
  return [
    ...(kinds.some((one) => fits(one, kind))
      ? []
      : [`declares ${name} as ${kinds.join(' or ')}, it is ${kind} (${type})`]),
    ...(mayBeNull && !NEVER_NULL.has(`${file} ${name}`) ? [`declares ${name} as never null`] : []),
  ];
}

/** Whether values of a described kind are what is declared. What JSON holds, the database does not know. */
function fits(declared: string, kind: string): boolean {
  return declared === kind || (kind === 'json' && !['Date', 'Buffer', 'null'].includes(declared));
}
