import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { type Id, nameKey, type UserId } from '#libs/kernel';
import { FoldedKeys } from '#libs/text-search';

/**
 * Keys of nicknames that were given up. Nothing is left of a nickname but its key, which is folded anew like a nickname:
 * the former way of folding told apart more, never less.
 */
@Injectable()
export class ReservedNicknameRepository extends FoldedKeys {
  readonly subject = 'reserved_nickname.nickname_folded';

  constructor(private readonly work: UnitOfWork) {
    super();
  }

  /** Goes from owner to owner. */
  override async refold(after: Id | '0', limit: number): Promise<Id | undefined> {
    const { rows } = await this.work.execute<{ owner: UserId; stored: string }>(
      sql`
      select r.user_id as owner, r.nickname_folded as stored
      from (
        select distinct user_id
        from reserved_nickname
        where user_id > ${after}
        order by user_id
        limit ${limit}
      ) next
      join reserved_nickname r on r.user_id = next.user_id
      order by r.user_id
      `,
    );
    for (const { stored } of rows) {
      const wanted = nameKey(stored);
      if (wanted !== stored) {
        await this.rekey(stored, wanted);
      }
    }
    return rows.at(-1)?.owner;
  }

  /** Of two reservations that have become one, the one that lasts longer stays. */
  private async rekey(before: string, after: string): Promise<void> {
    await this.work.execute(
      sql`
      with former as (
        delete from reserved_nickname
        where nickname_folded = ${before}
        returning user_id, reserved_until
      )
      insert into reserved_nickname (nickname_folded, user_id, reserved_until)
      select ${after}, user_id, reserved_until
      from former
      on conflict (nickname_folded) do update
      set user_id = excluded.user_id, reserved_until = excluded.reserved_until
      where reserved_nickname.reserved_until < excluded.reserved_until
      `,
    );
  }
}
