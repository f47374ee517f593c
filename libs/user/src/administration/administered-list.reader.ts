import { Injectable } from '@nestjs/common';
import { foldEmail, phoneParts } from '#libs/account';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import {
  mapPage,
  nameKey,
  type Page,
  type PageRequest,
  type Role,
  type UserId,
} from '#libs/kernel';
import { contains } from '../names/substring-condition.sql.js';

/** What narrows the list of accounts. Texts are parts, compared without regard to letter case and Unicode form. */
export interface AccountFilter {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly fullName?: string | undefined;
  readonly nickname?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly role?: Role | undefined;
}

const NEWEST = descending('admin.users.newest', sortKey('u.id', 'id', 'id'));

/** Finds accounts for administrators. */
@Injectable()
export class AdministeredListReader {
  constructor(private readonly reader: SqlReader) {}

  /** Ids of accounts, inactive ones too, newest first. @throws DomainError `invalid-cursor` */
  async newest(filter: AccountFilter, request: PageRequest): Promise<Page<UserId>> {
    const found = await this.reader.page<{ id: UserId }>(
      NEWEST,
      request,
      ({ after, bound, order, limit }) => sql`
      select u.id
      from user_account u
      join profile p on p.user_id = u.id
      where ${sql.all([after, sql`p.user_id < ${bound}`, ...conditionsOf(filter)])}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(found, ({ id }) => id);
  }
}

function conditionsOf(filter: AccountFilter): SqlFragment[] {
  const conditions: SqlFragment[] = [];
  const { email, phone, fullName, nickname, isActive, role } = filter;
  if (email !== undefined) {
    conditions.push(contains('u.email_folded', foldEmail(email)));
  }
  if (phone !== undefined) {
    const either = phoneParts(phone).map((part) => contains('u.phone', part));
    conditions.push(either.length === 0 ? sql`false` : sql`(${sql.join(either, ' or ')})`);
  }
  if (fullName !== undefined) {
    conditions.push(contains('u.full_name_folded', nameKey(fullName)));
  }
  if (nickname !== undefined) {
    conditions.push(contains('p.nickname_folded', nameKey(nickname)));
  }
  if (isActive !== undefined) {
    conditions.push(isActive ? sql`u.is_active` : sql`not u.is_active`);
  }
  if (role !== undefined) {
    conditions.push(sql`u.role = ${role}`);
  }
  return conditions;
}
