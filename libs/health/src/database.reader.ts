import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';

/** Asks the database for a sign of life. */
@Injectable()
export class DatabaseReader {
  constructor(private readonly reader: SqlReader) {}

  /** @throws when there is no answer */
  async answer(): Promise<void> {
    await this.reader.query(sql`select 1`);
  }
}
