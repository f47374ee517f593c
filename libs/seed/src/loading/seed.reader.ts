import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
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
      sql`
      select count(*)::integer as count
      from user_account
      where email_folded not like '%' || ${SEED_DOMAIN} and email_folded not like '%' || ${DEMO_DOMAIN}
      `,
    );
    return row?.count ?? 0;
  }

  /** Whether somebody of a seed is there. */
  async isSeeded(): Promise<boolean> {
    const row = await this.reader.one(
      sql`select from user_account where email_folded like '%' || ${SEED_DOMAIN} limit 1`,
    );
    return row !== undefined;
  }

  /** Whether a seed filled the tables and was interrupted before all indexes were there. */
  async isUnfinished(): Promise<boolean> {
    const row = await this.reader.one<{ found: boolean }>(
      sql`select to_regclass(${UNFINISHED}) is not null as found`,
    );
    return row?.found === true;
  }

  /** All tags, as they are compared. */
  async tags(): Promise<Set<string>> {
    const rows = await this.reader.query<{ name: string }>(
      sql`select name_folded as name from tag`,
    );
    return new Set(rows.map(({ name }) => name));
  }

  /** Accounts by number of people whom they follow: those nearest to each of the numbers. */
  examples(followings: readonly number[]): Promise<{ email: string; follows: number }[]> {
    return this.reader.query(
      sql`
      select distinct near.email, near.follows
      from unnest(${followings}::integer[]) as wanted (follows)
      cross join lateral (
        select a.email, c.following_count as follows
        from user_counter c
        join user_account a on a.id = c.user_id
        where a.is_active and a.email_folded like '%' || ${SEED_DOMAIN}
        order by abs(c.following_count - wanted.follows), a.id
        limit 1
      ) near
      order by near.follows
      `,
    );
  }
}
