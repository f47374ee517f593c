import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  nameKey,
  type Page,
  type PageRequest,
  type Role,
  toPage,
  type UserId,
} from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { foldEmail, phoneParts } from '../account/contact.js';
import { contains } from '../people/substring-condition.sql.js';

/** What narrows the list of accounts. Texts are parts, compared without regard to letter case and Unicode form. */
export interface AccountFilter {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly fullName?: string | undefined;
  readonly nickname?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly role?: Role | undefined;
}

const NEWEST = cursorOf('admin.users.newest', ['id']);

/** Finds accounts for administrators. */
@Injectable()
export class AdministeredListReader {
  constructor(private readonly reader: SqlReader) {}

  /** Ids of accounts, inactive ones too, newest first. */
  async newest(filter: AccountFilter, page: PageRequest): Promise<Page<UserId>> {
    const [before = null] = page.cursor === undefined ? [] : NEWEST.decode(page.cursor);
    const params: unknown[] = [before, page.limit + 1];
    const conditions = conditionsOf(filter, (value) => `$${params.push(value)}`);
    const rows = await this.reader.query<{ id: UserId }>(
      `
      select u.id
      from user_account u
      join profile p on p.user_id = u.id
      where ($1::bigint is null or (u.id < $1::bigint and p.user_id < $1::bigint))
        ${conditions.map((condition) => `and ${condition}`).join('\n        ')}
      order by u.id desc
      limit $2
      `,
      params,
    );
    const found = toPage(rows, page.limit, ({ id }) => NEWEST.encode([id]));
    return { items: found.items.map(({ id }) => id), nextCursor: found.nextCursor };
  }
}

function conditionsOf(filter: AccountFilter, param: (value: unknown) => string): string[] {
  const conditions: string[] = [];
  const { email, phone, fullName, nickname, isActive, role } = filter;
  if (email !== undefined) {
    conditions.push(contains('u.email_folded', foldEmail(email), param));
  }
  if (phone !== undefined) {
    const either = phoneParts(phone).map((part) => contains('u.phone', part, param));
    conditions.push(either.length === 0 ? 'false' : `(${either.join(' or ')})`);
  }
  if (fullName !== undefined) {
    conditions.push(contains('u.full_name_folded', nameKey(fullName), param));
  }
  if (nickname !== undefined) {
    conditions.push(contains('p.nickname_folded', nameKey(nickname), param));
  }
  if (isActive !== undefined) {
    conditions.push(isActive ? 'u.is_active' : 'not u.is_active');
  }
  if (role !== undefined) {
    conditions.push(`u.role = ${param(role)}`);
  }
  return conditions;
}
