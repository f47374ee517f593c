import { Injectable } from '@nestjs/common';
import {
  descending,
  type PageSql,
  type Ranked,
  RankedPages,
  sortKey,
  sql,
  type SqlFragment,
  SqlReader,
} from '#libs/database';
import {
  mapPage,
  type MaybeViewer,
  nameKey,
  type Page,
  type PageRequest,
  searchedWords,
  type UserId,
} from '#libs/kernel';
import { noBlockBetween } from '#libs/social-graph';
import { contains, type MeetTime } from '#libs/user';

export const PEOPLE_SORTS = ['newest', 'popular'] as const;
/** Newest person first, or those who gained most followers lately and then everybody else. */
export type PeopleSort = (typeof PEOPLE_SORTS)[number];

/** What narrows the list of people. Texts are compared without regard to letter case and Unicode form. */
export interface PeopleFilter {
  /** Words that all occur in the nickname or the full name. */
  readonly q?: string | undefined;
  /** A part of the nickname. */
  readonly nickname?: string | undefined;
  /** A part of the full name. */
  readonly fullName?: string | undefined;
  /** Skills that the person has, all of them. */
  readonly skill?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly meetTime?: MeetTime | undefined;
  /** Leaves the viewer out. */
  readonly excludeMe?: boolean | undefined;
}

const POPULAR = new RankedPages('users.popular', { score: 'r.score', id: 'r.person_id' });
const NEWEST = descending('users.newest', sortKey('u.id', 'id', 'id'));
/** Newest people who are looked through before an index is asked: they hold enough of a common name. */
const NEAR_PEOPLE = 1_000;

/** Finds people. */
@Injectable()
export class UserListReader {
  constructor(private readonly reader: SqlReader) {}

  /** Ids of people that the viewer may see. @throws DomainError `invalid-cursor` */
  page(
    viewer: MaybeViewer,
    filter: PeopleFilter,
    sort: PeopleSort,
    request: PageRequest,
  ): Promise<Page<UserId>> {
    const conditions = allConditions(viewer, filter);
    if (sort === 'newest') {
      return this.newest(filter, conditions, request);
    }
    const unranked = sql`not exists (select from person_trend r where r.person_id = u.id)`;
    return POPULAR.page<UserId>(request, {
      ranked: (after, limit) => this.ranked([after, ...conditions], limit),
      rest: (rest) => this.newest(filter, [...conditions, unranked], rest),
    });
  }

  private async newest(
    filter: PeopleFilter,
    conditions: readonly SqlFragment[],
    request: PageRequest,
  ): Promise<Page<UserId>> {
    const found = await this.reader.page<{ id: UserId }>(NEWEST, request, (page) =>
      seeksNames(filter)
        ? named(filter, conditions, page)
        : listed(sql.raw('user_account'), conditions, page),
    );
    return mapPage(found, ({ id }) => id);
  }

  private ranked(conditions: readonly SqlFragment[], limit: number): Promise<Ranked<UserId>[]> {
    return this.reader.query<Ranked<UserId>>(
      sql`
      select u.id, r.score
      from person_trend r
      join user_account u on u.id = r.person_id
      join profile p on p.user_id = r.person_id
      where u.is_active
        and ${sql.join(conditions, ' and ')}
      order by ${POPULAR.order}
      limit ${limit}
      `,
    );
  }

  /** The person with a nickname, whatever its letter case and Unicode form. */
  async idOf(nickname: string): Promise<UserId | undefined> {
    const row = await this.reader.one<{ id: UserId }>(
      sql`select user_id as id from profile where nickname_folded = ${nameKey(nickname)}`,
    );
    return row?.id;
  }
}

/**
 * SQL of those of some accounts that pass the conditions, newest first. The cursor bounds both tables: a merge join would
 * begin one that it doesn't bound at the newest row, whatever the page.
 */
function listed(
  accounts: SqlFragment,
  conditions: readonly SqlFragment[],
  { after, bound, order, limit }: PageSql,
): SqlFragment {
  return sql`
    select u.id
    from ${accounts} u
    join profile p on p.user_id = u.id
    where u.is_active
      and ${after}
      and p.user_id < ${bound}
      and ${sql.join(conditions, ' and ')}
    order by ${order}
    limit ${limit}`;
}

/**
 * SQL of people by name, newest first. Common names are found among the newest people; only when those are too
 * few, the indexes of names are asked. `offset 0` keeps the planner from walking everybody instead.
 */
function named(
  filter: PeopleFilter,
  conditions: readonly SqlFragment[],
  page: PageSql,
): SqlFragment {
  const newest = sql`(
    select *
    from user_account
    where id < ${page.bound}
    order by id desc
    limit ${sql.number(NEAR_PEOPLE)}
  )`;
  const byIndex = sql`(
    select *
    from user_account
    where id in (${idsByName(filter)})
    offset 0
  )`;
  const limit = sql`${page.limit}::integer`;
  return sql`
    with near as materialized (${listed(newest, conditions, page)})
    (
      select id
      from near
      where (select count(*) from near) >= ${limit}
    )
    union all
    (
      select far.id
      from (select where (select count(*) from near) < ${limit}) needed
      cross join lateral (${listed(byIndex, conditions, page)}) far
    )`;
}

/** SQL of whom the viewer may see, and of what the filter asks for. */
function allConditions(viewer: MaybeViewer, filter: PeopleFilter): SqlFragment[] {
  const viewerId = sql`${viewer?.userId ?? null}::bigint`;
  return [
    noBlockBetween(viewerId, 'u.id'),
    ...nameConditions(filter),
    ...conditionsOf(filter),
    ...(filter.excludeMe === true ? [sql`u.id is distinct from ${viewerId}`] : []),
  ];
}

function seeksNames({ q, nickname, fullName }: PeopleFilter): boolean {
  return q !== undefined || nickname !== undefined || fullName !== undefined;
}

/** SQL of ids of people who, as an index says, have the name, or the longest word of it. */
function idsByName({ q, nickname, fullName }: PeopleFilter): SqlFragment {
  const byNickname = (part: string): SqlFragment => sql`
    select user_id from profile where ${contains('nickname_folded', part)}`;
  const byFullName = (part: string): SqlFragment => sql`
    select id from user_account where ${contains('full_name_folded', part)}`;
  if (nickname !== undefined) {
    return byNickname(nameKey(nickname));
  }
  if (fullName !== undefined) {
    return byFullName(nameKey(fullName));
  }
  const [longest = ''] = searchedWords(q ?? '').sort((a, b) => b.length - a.length);
  return sql`${byNickname(longest)} union ${byFullName(longest)}`;
}

function nameConditions({ q, nickname, fullName }: PeopleFilter): SqlFragment[] {
  const holds = (column: string, part: string): SqlFragment =>
    sql`strpos(${sql.raw(column)}, ${part}::text) > 0`;
  return [
    ...searchedWords(q ?? '').map(
      (word) => sql`(${holds('p.nickname_folded', word)} or ${holds('u.full_name_folded', word)})`,
    ),
    ...(nickname === undefined ? [] : [holds('p.nickname_folded', nameKey(nickname))]),
    ...(fullName === undefined ? [] : [holds('u.full_name_folded', nameKey(fullName))]),
  ];
}

function conditionsOf({ skill, region, meetTime }: PeopleFilter): SqlFragment[] {
  const conditions: SqlFragment[] = [];
  if (skill !== undefined && skill.length > 0) {
    conditions.push(sql`p.skills_folded @> ${skill.map(nameKey)}::text[]`);
  }
  if (region !== undefined) {
    conditions.push(sql`p.region_folded = ${nameKey(region)}`);
  }
  if (meetTime !== undefined) {
    conditions.push(sql`p.meet_time = ${meetTime}`);
  }
  return conditions;
}
