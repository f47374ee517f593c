import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/**
 * Hours after a suspension or restoration in which its recounts may still be under way; what takes longer is
 * found by the hourly audit of counters.
 */
const UNSETTLED_HOURS = 24;

/** What decides whether the acts of a person count. */
export interface HeldPerson {
  readonly id: UserId;
  /** Neither suspended nor deleted. */
  readonly active: boolean;
  /** Suspended, deleted or restored a short while ago: counters may not know of it yet. */
  readonly unsettled: boolean;
}

/** SQL: the columns of `HeldPerson`, of a row of `user_account`. */
export const HELD_COLUMNS = sql`
  id,
  is_active as active,
  coalesce(
    standing_changed_at > now() - ${sql.number(UNSETTLED_HOURS)} * interval '1 hour',
    false
  ) as unsettled
`;

/**
 * SQL: selects one person and holds them, for statements that do so on the way. Whoever runs one tells
 * `PersonHoldRepository.remember` what came out.
 */
export function heldPerson(id: SqlFragment): SqlFragment {
  return sql`
    select ${HELD_COLUMNS}
    from user_account
    where id = ${id}::bigint
    for share
  `;
}

/**
 * Holds people as they are until the running transaction ends, each of them once: a suspension, which recounts, comes
 * wholly before or wholly after.
 */
@Injectable()
export class PersonHoldRepository {
  private readonly held = new WeakMap<EntityManager, Map<UserId, HeldPerson>>();

  constructor(private readonly work: UnitOfWork) {}

  /**
   * How people stand. Rows are locked in the order of their ids, like everywhere.
   *
   * @returns those that are there
   */
  async hold(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, HeldPerson>> {
    const held = this.heldNow();
    const free = ids.filter((id) => !held.has(id));
    if (free.length > 0) {
      const { rows } = await this.work.execute<HeldPerson>(
        sql`
        select ${HELD_COLUMNS}
        from user_account
        where id = any (${free}::bigint[])
        order by id
        for share
        `,
      );
      rows.forEach((person) => held.set(person.id, person));
    }
    return held;
  }

  /** Whether a person is active. */
  async isActive(id: UserId): Promise<boolean> {
    return (await this.hold([id])).get(id)?.active === true;
  }

  /** Somebody was held by another statement of the running transaction. */
  remember(person: HeldPerson): void {
    this.heldNow().set(person.id, person);
  }

  private heldNow(): Map<UserId, HeldPerson> {
    const { manager } = this.work;
    const held = this.held.get(manager) ?? new Map<UserId, HeldPerson>();
    this.held.set(manager, held);
    return held;
  }
}
