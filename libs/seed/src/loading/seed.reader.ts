import { Injectable } from '@nestjs/common';
import { SqlReader } from '#libs/database';
import { SEED_DOMAIN } from '../rows/people-rows.js';
import { UNFINISHED } from './unfinished.repository.js';

/** Addresses of the demo community end so. */
const DEMO_DOMAIN = '@demo.maru.test';

/** What a database holds already. */
@Injectable()
export class SeedReader {
  constructor(private readonly reader: SqlReader) {}

  /** People who are neither of a seed nor of the demo community. */
  async realPeople(): Promise<number> {
    const row = await this.reader.one<{ count: number }>(
      `
      select count(*)::integer as count
      from user_account
      where email_folded not like '%' || $1 and email_folded not like '%' || $2
      `,
      [SEED_DOMAIN, DEMO_DOMAIN],
    );
    return row?.count ?? 0;
  }

  /** Whether somebody of a seed is there. */
  async isSeeded(): Promise<boolean> {
    const row = await this.reader.one(
      `select from user_account where email_folded like '%' || $1 limit 1`,
      [SEED_DOMAIN],
    );
    return row !== undefined;
  }

  /** Whether a seed filled the tables and was interrupted before all indexes were there. */
  async isUnfinished(): Promise<boolean> {
    const row = await this.reader.one<{ found: boolean }>(
      `select to_regclass($1) is not null as found`,
      [UNFINISHED],
    );
    return row?.found === true;
  }

  /** All tags, as they are compared. */
  async tags(): Promise<Set<string>> {
    const rows = await this.reader.query<{ name: string }>(`select name_folded as name from tag`);
    return new Set(rows.map(({ name }) => name));
  }

  /** Accounts by number of people whom they follow: those nearest to each of the numbers. */
  examples(followings: readonly number[]): Promise<{ email: string; follows: number }[]> {
    return this.reader.query(
      `
      select distinct near.email, near.follows
      from unnest($1::integer[]) as wanted (follows)
      cross join lateral (
        select a.email, c.following_count as follows
        from user_counter c
        join user_account a on a.id = c.user_id
        where a.is_active and a.email_folded like '%' || $2
        order by abs(c.following_count - wanted.follows), a.id
        limit 1
      ) near
      order by near.follows
      `,
      [followings, SEED_DOMAIN],
    );
  }
}
