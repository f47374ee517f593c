import { sql, type SqlFragment } from '#libs/database';
import { LIKE_WEIGHT } from './trend.js';

/** Acts of people on posts that make them trend. */
export interface TrendingActs {
  /** `likes` */
  readonly name: string;
  /** What one act counts at the moment it is made; a like counts 1. */
  readonly weight: number;
  /**
   * SQL of a query that gives the `post_id`, the `user_id` of who acted, and `created_at` of each act.
   *
   * @param id SQL of the smallest id of these days; ids begin with their time
   */
  readonly since: (id: SqlFragment) => SqlFragment;
}

const declared = new Map<string, TrendingActs>();

/** Declares acts that make posts trend: by the lib that records them. */
export function defineTrendingActs(acts: TrendingActs): void {
  if (declared.has(acts.name)) {
    throw new Error(`The trending acts "${acts.name}" are declared twice.`);
  }
  declared.set(acts.name, acts);
}

/** SQL of a query that gives all acts of these days with their `weight`. @param id SQL of the smallest id of these days */
export function trendingActs(id: SqlFragment): SqlFragment {
  const each = [...declared.values()].map(
    ({ weight, since }) => sql`
        select acts.post_id, acts.user_id, acts.created_at, ${weight}::float8 as weight
        from (${since(id)}) acts`,
  );
  return sql.join(each, ' union all ');
}

defineTrendingActs({
  name: 'likes',
  weight: LIKE_WEIGHT,
  since: (id) => sql`select post_id, user_id, created_at from post_like where position >= ${id}`,
});
