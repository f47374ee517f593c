import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  fold,
  type MaybeViewer,
  type Page,
  type PageRequest,
  toPage,
  type UserId,
} from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import type { MeetTime } from '../domain/user-card.js';
import { contains } from './substring-condition.js';
import { noBlockBetween } from './visible-person.js';

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
    const [after = null] = page.cursor === undefined ? [] : NEWEST.decode(page.cursor);
    const params: unknown[] = [viewer?.userId ?? null, after, page.limit + 1];
    const conditions = conditionsOf(filter, (value) => `$${params.push(value)}`);
    const rows = await this.reader.query<{ id: UserId }>(
      `
      select u.id
      from user_account u
      join profile p on p.user_id = u.id
      where u.is_active
        and ($2::bigint is null or u.id < $2::bigint)
        and ${noBlockBetween('$1::bigint', 'u.id')}
        ${conditions.map((condition) => `and ${condition}`).join('\n        ')}
      order by u.id desc
      limit $3
      `,
      params,
    );
    const found = toPage(rows, page.limit, ({ id }) => NEWEST.encode([id]));
    return { items: found.items.map(({ id }) => id), nextCursor: found.nextCursor };
  }

  /** The person with a nickname, whatever its letter case and Unicode form. */
  async idOf(nickname: string): Promise<UserId | undefined> {
    const row = await this.reader.one<{ id: UserId }>(
      `select user_id as id from profile where nickname_folded = $1`,
      [fold(nickname)],
    );
    return row?.id;
  }
}

function conditionsOf(filter: PeopleFilter, param: (value: unknown) => string): string[] {
  const conditions: string[] = [];
  const { q, nickname, fullName, skill, region, meetTime } = filter;
  for (const word of fold(q ?? '')
    .split(/\s+/)
    .filter(Boolean)) {
    conditions.push(
      `(${contains('p.nickname_folded', word, param)} or ${contains('u.full_name_folded', word, param)})`,
    );
  }
  if (nickname !== undefined) {
    conditions.push(contains('p.nickname_folded', fold(nickname), param));
  }
  if (fullName !== undefined) {
    conditions.push(contains('u.full_name_folded', fold(fullName), param));
  }
  if (skill !== undefined && skill.length > 0) {
    conditions.push(`p.skills_folded @> ${param(skill.map(fold))}::text[]`);
  }
  if (region !== undefined) {
    conditions.push(`p.region_folded = ${param(fold(region))}`);
  }
  if (meetTime !== undefined) {
    conditions.push(`p.meet_time = ${param(meetTime)}`);
  }
  if (filter.excludeMe === true) {
    conditions.push(`u.id is distinct from $1::bigint`);
  }
  return conditions;
}
