import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';

/** Tells whether there is room for the demo community, and whether its people are as they were. */
@Injectable()
export class DemoReader {
  constructor(private readonly reader: SqlReader) {}

  /** Whether nobody has an account, administrators apart. */
  async isEmpty(): Promise<boolean> {
    const found = await this.reader.one(sql`select from user_account where role = 'user' limit 1`);
    return found === undefined;
  }

  /** By address: a digest of what is kept of the password of each of these people who may log in. */
  async passwordDigests(emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.reader.query<{ email: string; digest: string }>(
      sql`
      select email, encode(sha256(convert_to(password_hash, 'UTF8')), 'hex') as digest
      from user_account
      where email = any(${emails}) and is_active
      `,
    );
    return new Map(rows.map(({ email, digest }) => [email, digest]));
  }
}
