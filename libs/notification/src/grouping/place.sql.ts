import { idSince, sql, type SqlFragment } from '#libs/database';
import type { NotificationPlace } from '../notification/notification.js';

/** The end of a group that still takes acts: the greatest position. */
export const OPEN = sql.raw('9223372036854775807');

/** A place with the numbers that a statement needs beside it. */
export type PlaceWith<Name extends string> = NotificationPlace & Readonly<Record<Name, string>>;

/** SQL of rows `place` with the columns of a place and some numbers. @param numbers names of columns by those of values */
export function placesOf<Name extends string>(
  places: readonly PlaceWith<Name>[],
  numbers: Readonly<Record<string, Name>>,
): SqlFragment {
  const columns = Object.entries(numbers);
  return sql`unnest(${sql.join(
    [
      sql`${places.map(({ userId }) => userId)}::bigint[]`,
      sql`${places.map(({ kind }) => kind)}::text[]`,
      sql`${places.map(({ postId }) => postId)}::bigint[]`,
      sql`${places.map(({ commentId }) => commentId)}::bigint[]`,
      ...columns.map(([, name]) => sql`${places.map((place) => place[name])}::bigint[]`),
    ],
    ', ',
  )}) with ordinality as place (${sql.raw(
    [
      'user_id',
      'kind',
      'post_id',
      'comment_id',
      ...columns.map(([column]) => column),
      'number',
    ].join(', '),
  )})`;
}

/** SQL: whether a notification `n` is on a `place`. */
export const ON_PLACE = sql.raw(
  `n.user_id = place.user_id
    and n.kind = place.kind
    and coalesce(n.comment_id, n.post_id, 0) = coalesce(place.comment_id, place.post_id, 0)`,
);

/** SQL: whether a notification `n` is young enough to take acts. */
export function isGrowing(hours: number): SqlFragment {
  return sql`n.id > ${idSince(hours, 'hour')}`;
}
