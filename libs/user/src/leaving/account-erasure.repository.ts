import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { type Erased } from '#libs/personal-data';
import { sql, UnitOfWork } from '#libs/database';

/** Removes the account of a person who is being erased. */
@Injectable()
export class AccountErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** The texts by which jobs know the person: id and address, in its two forms. Nobody changes them meanwhile. */
  async names(userId: UserId): Promise<string[]> {
    const { rows } = await this.work.execute<{ email: string; emailFolded: string }>(
      sql`
      select email, email_folded as "emailFolded"
      from user_account
      where id = ${userId}
      for update
      `,
    );
    return [userId, ...rows.flatMap(({ email, emailFolded }) => [email, emailFolded])];
  }

  /** Removes account, profile and everything that lets the person in. */
  async remove(userId: UserId): Promise<Erased> {
    return {
      sessions: await this.count(`delete from session where user_id = $1`, userId),
      'mail tokens': await this.count(`delete from mail_token where user_id = $1`, userId),
      'known places': await this.count(`delete from known_place where user_id = $1`, userId),
      'reserved nicknames': await this.count(
        `delete from reserved_nickname where user_id = $1`,
        userId,
      ),
      profiles: await this.count(`delete from profile where user_id = $1`, userId),
      accounts: await this.count(`delete from user_account where id = $1`, userId),
    };
  }

  private async count(statement: string, userId: UserId): Promise<number> {
    const { count } = await this.work.execute(statement, [userId]);
    return count;
  }
}
