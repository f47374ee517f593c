import { Injectable } from '@nestjs/common';
import { type HeldPerson, heldPerson, PersonHoldRepository } from '#libs/account';
import { sql, UnitOfWork } from '#libs/database';
import { NotFound, TokenRevoked } from '#libs/http';
import { DomainError, type Id, type UserId } from '#libs/kernel';
import type { ReactionKind } from './reaction-kind.sql.js';

interface Addition extends HeldPerson {
  /** `null` when the thing can't be seen. */
  readonly allowed: boolean | null;
  readonly added: boolean;
}

interface Removal extends HeldPerson {
  readonly removed: boolean;
}

/** Writes of likes and bookmarks. */
@Injectable()
export class ReactionRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * Makes an edge, when the person is active and can see the thing, in one statement. The account is held as
   * it is until the transaction ends, so that a suspension at the same time counts this act either before it
   * or not at all.
   *
   * @returns whether there is an edge now that was not there before
   * @throws DomainError `not-found` when the thing can't be seen, the refusal of the kind when it is none of those that
   *   the kind is for, `token-revoked` when the account has just been suspended or deleted
   */
  async add({ edges, of, only }: ReactionKind, targetId: Id, userId: UserId): Promise<boolean> {
    const viewer = sql`${userId}::bigint`;
    const { rows } = await this.work.execute<Addition>(
      sql`
      with actor as materialized (
        ${heldPerson(viewer)}
      ),
      thing as materialized (
        select t.id, ${only?.condition('t') ?? sql`true`} as allowed
        from ${sql.raw(of.noun)} t
        where t.id = ${targetId} and ${of.visible('t', viewer)}
      ),
      added as (
        insert into ${sql.raw(edges.table)} (${sql.raw(edges.target)}, user_id)
        select thing.id, actor.id
        from thing
        cross join actor
        where actor.active and thing.allowed
        on conflict do nothing
        returning user_id
      )
      select
        actor.*,
        (select allowed from thing) as allowed,
        exists (select from added) as added
      from actor
      `,
    );
    const [outcome] = rows;
    if (outcome?.active !== true) {
      throw new DomainError(TokenRevoked);
    }
    if (outcome.allowed !== true) {
      throw new DomainError(outcome.allowed === false && only ? only.refusal : NotFound);
    }
    this.people.remember(outcome);
    return outcome.added;
  }

  /**
   * Takes an edge back, whatever has become of the thing.
   *
   * @returns whether there was one
   */
  async remove({ edges }: ReactionKind, targetId: Id, userId: UserId): Promise<boolean> {
    const { rows } = await this.work.execute<Removal>(
      sql`
      with actor as materialized (
        ${heldPerson(sql.value(userId))}
      ),
      removed as (
        delete from ${sql.raw(edges.table)} e
        using actor
        where e.${sql.raw(edges.target)} = ${targetId} and e.user_id = actor.id
        returning e.user_id
      )
      select
        actor.*,
        exists (select from removed) as removed
      from actor
      `,
    );
    const [outcome] = rows;
    if (outcome === undefined) {
      return false;
    }
    this.people.remember(outcome);
    return outcome.removed;
  }
}
