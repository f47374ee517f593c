import { Injectable } from '@nestjs/common';
import { HELD_COLUMNS, type HeldPerson, PersonHoldRepository } from '#libs/account';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** SQL: selects whether the profile of a person is public and holds it so, for statements that do so on the way. */
export function heldOpenness(id: SqlFragment): SqlFragment {
  return sql`select is_public as "isPublic" from profile where user_id = ${id} for share`;
}

/** Holds profiles as they are until the running transaction ends: a change of one comes wholly before or wholly after. */
@Injectable()
export class ProfileHoldRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
  ) {}

  /** Whether the profile of a person is public. */
  async isPublic(id: UserId): Promise<boolean> {
    const { rows } = await this.work.execute<{ isPublic: boolean }>(heldOpenness(sql.value(id)));
    return rows[0]?.isPublic === true;
  }

  /** Whether everyone may see the public posts of a person: active, with a public profile. */
  async isOpen(id: UserId): Promise<boolean> {
    const { rows } = await this.work.execute<HeldPerson & { isPublic: boolean }>(
      sql`
      select ${HELD_COLUMNS}, is_public as "isPublic"
      from user_account
      join profile on profile.user_id = user_account.id
      where id = ${id}
      for share
      `,
    );
    const [person] = rows;
    if (person === undefined) {
      return false;
    }
    this.people.remember(person);
    return person.active && person.isPublic;
  }
}
