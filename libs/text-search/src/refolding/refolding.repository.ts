import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id } from '#libs/kernel';

/** How far one subject is. */
export interface Progress {
  readonly fold: number;
  readonly walks: number;
  readonly lastKey: Id | '0';
  /** Seconds since the last step. */
  readonly restedSeconds: number;
}

/** Writes the table `refolding`. */
@Injectable()
export class RefoldingRepository {
  constructor(private readonly work: UnitOfWork) {}

  async find(subject: string): Promise<Progress | undefined> {
    const { rows } = await this.work.execute<Progress>(
      sql`
      select
        fold,
        walks,
        last_key as "lastKey",
        extract(epoch from now() - walked_at)::integer as "restedSeconds"
      from refolding
      where subject = ${subject}
      `,
    );
    return rows[0];
  }

  async note(
    subject: string,
    { fold, walks, lastKey }: Pick<Progress, 'fold' | 'walks' | 'lastKey'>,
  ): Promise<void> {
    const foldValue = sql.value(fold);
    const walksValue = sql.value(walks);
    const lastKeyValue = sql.value(lastKey);
    await this.work.execute(
      sql`
      insert into refolding (subject, fold, walks, last_key)
      values (${subject}, ${foldValue}, ${walksValue}, ${lastKeyValue})
      on conflict (subject) do update
      set fold = ${foldValue}, walks = ${walksValue}, last_key = ${lastKeyValue}, walked_at = now()
      `,
    );
  }
}
