import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { sql, UnitOfWork } from '#libs/database';

/**
 * Holds people as they are until the transaction ends: a suspension or a change of the profile at the same
 * time happens wholly before or wholly after, and what is counted here is what the recount then finds.
 */
@Injectable()
export class AuthorRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** @returns whether everyone may see the public posts of a person */
  async holdAuthor(userId: UserId): Promise<boolean> {
    const { rows } = await this.work.execute<{ is_open: boolean }>(
      sql`
      select a.is_active and f.is_public as is_open
      from user_account a
      join profile f on f.user_id = a.id
      where a.id = ${userId}
      for share
      `,
    );
    return rows[0]?.is_open === true;
  }
}
