import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type Erased } from '#libs/personal-data';

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

  /** Removes the account and everything that lets the person in. */
  async remove(userId: UserId): Promise<Erased> {
    return {
      sessions: await this.count(sql`delete from session where user_id = ${userId}`),
      'mail tokens': await this.count(sql`delete from mail_token where user_id = ${userId}`),
      'known places': await this.count(sql`delete from known_place where user_id = ${userId}`),
      accounts: await this.count(sql`delete from user_account where id = ${userId}`),
    };
  }

  private async count(statement: SqlFragment): Promise<number> {
    const { count } = await this.work.execute(statement);
    return count;
  }
}
