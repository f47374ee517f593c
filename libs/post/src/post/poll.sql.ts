import { defineCounters, exactCounts } from '#libs/counters';
import { isoTime, sql, type SqlFragment } from '#libs/database';
import { activePerson, type IdSql, idSql } from '#libs/social-graph';

/** Columns of the votes for each option, by its place. */
const VOTES = ['votes_0', 'votes_1', 'votes_2', 'votes_3', 'votes_4', 'votes_5'] as const;

type VotesColumn = (typeof VOTES)[number];

/** SQL: how many active people voted in the poll `k.id`, for an option when its place is given. */
const votes = (place?: number): SqlFragment => sql`(
  select count(*)
  from poll_vote v
  where v.post_id = k.id
    and ${activePerson('v.user_id')}
    and ${place === undefined ? sql`true` : sql`${sql.number(place)} = any (v.choices)`}
)`;

/** Counters of a poll: its voters, and the votes for each option. In one row, so that a vote changes one. */
export const pollCounters = defineCounters({
  table: 'poll_counter',
  key: 'post_id',
  columns: ['voter_count', ...VOTES],
  truth: {
    voter_count: votes(),
    votes_0: votes(0),
    votes_1: votes(1),
    votes_2: votes(2),
    votes_3: votes(3),
    votes_4: votes(4),
    votes_5: votes(5),
  },
});

/** What a vote adds to the counters of its poll. */
export function countsOf(
  choices: readonly number[],
): Partial<Record<VotesColumn | 'voter_count', number>> {
  const chosen = VOTES.filter((_, place) => choices.includes(place));
  return { voter_count: 1, ...Object.fromEntries(chosen.map((column) => [column, 1])) };
}

/** A poll as one viewer sees it. */
export interface PollRow {
  readonly options: readonly string[];
  readonly multiple: boolean;
  readonly closesAt: string;
  readonly isClosed: boolean;
  /** What the viewer chose; `null` for whoever has not voted. */
  readonly choices: readonly number[] | null;
  /** Voters, then votes of all places; `null` for whoever may not know yet. */
  readonly counts: readonly number[] | null;
}

/** SQL: the poll of a post `p` as a `PollRow`; null without one. @param isExact whether acts of this moment are counted */
export function pollColumn(viewer: IdSql, isExact: boolean): SqlFragment {
  const columns = ['voter_count', ...VOTES].map((column) => sql`greatest(c.${sql.raw(column)}, 0)`);
  return sql`(
    select json_build_object(
      'options', poll.options,
      'multiple', poll.multiple,
      'closesAt', ${isoTime('poll.closes_at')},
      'isClosed', poll.closes_at <= now(),
      'choices', mine.choices,
      'counts', case
        when poll.closes_at <= now() or mine.choices is not null or p.author_id = ${idSql(viewer)}
          then array[${sql.join(columns, ', ')}]
      end
    )
    from poll
    ${
      isExact
        ? sql`cross join lateral ${exactCounts(pollCounters, 'poll.post_id')} c`
        : sql`join poll_counter c on c.post_id = poll.post_id`
    }
    left join poll_vote mine on mine.post_id = poll.post_id and mine.user_id = ${idSql(viewer)}
    where poll.post_id = p.id
  )`;
}
