import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Reads whose nicknames are. */
@Injectable()
export class NicknameReader {
  constructor(private readonly reader: SqlReader) {}

  /** The nickname of a person. */
  async of(userId: UserId): Promise<string | undefined> {
    const row = await this.reader.one<{ nickname: string }>(
      sql`select nickname from profile where user_id = ${userId}`,
    );
    return row?.nickname;
  }

  /** Whether somebody other than `but` has the nickname, or gave it up a short while ago. */
  async isTaken(nicknameFolded: string, but: UserId | null = null): Promise<boolean> {
    const wanted = sql.value(nicknameFolded);
    const butValue = sql.value(but);
    const row = await this.reader.one(
      sql`
      select from profile where nickname_folded = ${wanted} and user_id is distinct from ${butValue}::bigint
      union all
      select from reserved_nickname
      where nickname_folded = ${wanted}
        and user_id is distinct from ${butValue}::bigint
        and reserved_until > now()
      `,
    );
    return row !== undefined;
  }
}
