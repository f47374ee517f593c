import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Where a digest goes. */
export interface DigestReceiver {
  readonly email: string;
  readonly fullName: string;
}

/** Reads who gets a digest. */
@Injectable()
export class DigestReader {
  constructor(private readonly reader: SqlReader) {}

  /** The verified address of an active person who wants digests; `undefined` for anybody else. */
  receiver(userId: UserId): Promise<DigestReceiver | undefined> {
    return this.reader.one<DigestReceiver>(sql`
      select u.email, u.full_name as "fullName"
      from notification_setting s
      join user_account u on u.id = s.user_id and u.is_active and u.email_verified_at is not null
      where s.user_id = ${userId} and s.digest <> 'off'
    `);
  }
}
