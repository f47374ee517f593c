import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  nameKey,
  type MaybeViewer,
  type Page,
  type PageRequest,
  searchedWords,
  toPage,
  type UserId,
} from '#libs/kernel';
import { type NoteParam } from '#libs/text-search';
import { sql, SqlReader } from '#libs/database';
import type { MeetTime } from '../account/user-card.js';
import { contains } from './substring-condition.sql.js';
import { noBlockBetween } from './visible-person.sql.js';

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

const NEWEST = cursorOf('users.newest', ['id']);
const LAST_ID = '9223372036854775807';
/** Newest people who are looked through before an index is asked: they hold enough of a common name. */
const NEAR_PEOPLE = 1_000;

/** Finds people. */
@Injectable()
export class UserListReader {
  constructor(private readonly reader: SqlReader) {}

  /** Ids of people that the viewer may see, newest first. */
  async newest(
    viewer: MaybeViewer,
    filter: PeopleFilter,
    page: PageRequest,
  ): Promise<Page<UserId>> {
    const [after = LAST_ID] = page.cursor === undefined ? [] : NEWEST.decode(page.cursor);
    const params: unknown[] = [viewer?.userId ?? null, after, page.limit + 1];
    const param: NoteParam = (value) => `$${params.push(value)}`;
    const list = seeksNames(filter) ? named(filter, param) : listed('user_account', filter, param);
    const rows = await this.reader.query<{ id: UserId }>(list, params);
    const found = toPage(rows, page.limit, ({ id }) => NEWEST.encode([id]));
    return { items: found.items.map(({ id }) => id), nextCursor: found.nextCursor };
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
 * SQL of those of some accounts that pass the filter, newest first. The cursor bounds both tables: a merge join would
 * begin one that it doesn't bound at the newest row, whatever the page.
 */
function listed(accounts: string, filter: PeopleFilter, param: NoteParam): string {
  const conditions = [...nameConditions(filter, param), ...conditionsOf(filter, param)];
  return `
    select u.id
    from ${accounts} u
    join profile p on p.user_id = u.id
    where u.is_active
      and u.id < $2::bigint
      and p.user_id < $2::bigint
      and ${noBlockBetween('$1::bigint', 'u.id')}
      ${conditions.map((condition) => `and ${condition}`).join('\n      ')}
    order by u.id desc
    limit $3`;
}

/**
 * SQL of people by name, newest first. Common names are found among the newest people; only when those are too
 * few, the indexes of names are asked. `offset 0` keeps the planner from walking everybody instead.
 */
function named(filter: PeopleFilter, param: NoteParam): string {
  const newest = `(
    select *
    from user_account
    where id < $2::bigint
    order by id desc
    limit ${NEAR_PEOPLE}
  )`;
  const byIndex = `(
    select *
    from user_account
    where id in (${idsByName(filter, param)})
    offset 0
  )`;
  return `
    with near as materialized (${listed(newest, filter, param)})
    (
      select id
      from near
      where (select count(*) from near) >= $3::integer
    )
    union all
    (
      select far.id
      from (select where (select count(*) from near) < $3::integer) needed
      cross join lateral (${listed(byIndex, filter, param)}) far
    )`;
}

function seeksNames({ q, nickname, fullName }: PeopleFilter): boolean {
  return q !== undefined || nickname !== undefined || fullName !== undefined;
}

/** SQL of ids of people who, as an index says, have the name, or the longest word of it. */
function idsByName({ q, nickname, fullName }: PeopleFilter, param: NoteParam): string {
  const byNickname = (part: string): string => `
    select user_id from profile where ${contains('nickname_folded', part, param)}`;
  const byFullName = (part: string): string => `
    select id from user_account where ${contains('full_name_folded', part, param)}`;
  if (nickname !== undefined) {
    return byNickname(nameKey(nickname));
  }
  if (fullName !== undefined) {
    return byFullName(nameKey(fullName));
  }
  const [longest = ''] = searchedWords(q ?? '').sort((a, b) => b.length - a.length);
  return `${byNickname(longest)} union ${byFullName(longest)}`;
}

function nameConditions({ q, nickname, fullName }: PeopleFilter, param: NoteParam): string[] {
  const holds = (column: string, part: string): string =>
    `strpos(${column}, ${param(part)}::text) > 0`;
  return [
    ...searchedWords(q ?? '').map(
      (word) => `(${holds('p.nickname_folded', word)} or ${holds('u.full_name_folded', word)})`,
    ),
    ...(nickname === undefined ? [] : [holds('p.nickname_folded', nameKey(nickname))]),
    ...(fullName === undefined ? [] : [holds('u.full_name_folded', nameKey(fullName))]),
  ];
}

function conditionsOf(filter: PeopleFilter, param: NoteParam): string[] {
  const conditions: string[] = [];
  const { skill, region, meetTime } = filter;
  if (skill !== undefined && skill.length > 0) {
    conditions.push(`p.skills_folded @> ${param(skill.map(nameKey))}::text[]`);
  }
  if (region !== undefined) {
    conditions.push(`p.region_folded = ${param(nameKey(region))}`);
  }
  if (meetTime !== undefined) {
    conditions.push(`p.meet_time = ${param(meetTime)}`);
  }
  if (filter.excludeMe === true) {
    conditions.push(`u.id is distinct from $1::bigint`);
  }
  return conditions;
}
