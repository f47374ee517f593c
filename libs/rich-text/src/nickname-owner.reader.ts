import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Reads whose nicknames are. */
@Injectable()
export class NicknameOwnerReader {
  constructor(private readonly reader: SqlReader) {}

  /** The owners of those of the folded nicknames that are somebody's. */
  async owners(keys: readonly string[]): Promise<Map<string, UserId>> {
    if (keys.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<{ key: string; id: UserId }>(
      sql`
      select nickname_folded as key, user_id as id
      from profile
      where nickname_folded = any (${keys}::text[])
      `,
    );
    return new Map(rows.map(({ key, id }) => [key, id]));
  }
}
