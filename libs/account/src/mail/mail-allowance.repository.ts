import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { sql, UnitOfWork } from '#libs/database';
import { addressKey, type Allowance, mailboxHash } from './mail-allowance.js';

/** Counts the mails that go to an address, for all accounts and processes together. */
@Injectable()
export class MailAllowanceRepository {
  private readonly key: Buffer;

  constructor(
    private readonly work: UnitOfWork,
    { jwtSecret }: Settings,
  ) {
    this.key = addressKey(jwtSecret);
  }

  /** Counts a mail. @returns `false`, and counts nothing, when the address got enough for now */
  async spend(email: string, { perHour, perDay }: Allowance): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      insert into mail_allowance as a (address_hash, sent_at)
      values (${mailboxHash(email, this.key)}, array[now()])
      on conflict (address_hash) do update
      set
        latest_at = now(),
        sent_at = array(
          select at from unnest(a.sent_at) as at where at > now() - interval '1 day' order by at
        ) || now()
      where (
        select
          count(*) < ${perDay}::integer
            and count(*) filter (where at > now() - interval '1 hour') < ${perHour}::integer
        from unnest(a.sent_at) as at
        where at > now() - interval '1 day'
      )
      `,
    );
    return count === 1;
  }

  /** Takes back the latest mail: it was not sent. */
  async giveBack(email: string): Promise<void> {
    await this.work.execute(
      sql`
      update mail_allowance
      set sent_at = trim_array(sent_at, 1)
      where address_hash = ${mailboxHash(email, this.key)} and cardinality(sent_at) > 0
      `,
    );
  }

  /** Forgets what is too long ago to count. */
  async removeOld(): Promise<void> {
    await this.work.execute(
      sql`delete from mail_allowance where latest_at < now() - interval '1 day'`,
    );
  }
}
