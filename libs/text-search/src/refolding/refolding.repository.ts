import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';

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
      `
      select
        fold,
        walks,
        last_key as "lastKey",
        extract(epoch from now() - walked_at)::integer as "restedSeconds"
      from refolding
      where subject = $1
      `,
      [subject],
    );
    return rows[0];
  }

  async note(
    subject: string,
    { fold, walks, lastKey }: Pick<Progress, 'fold' | 'walks' | 'lastKey'>,
  ): Promise<void> {
    await this.work.execute(
      `
      insert into refolding (subject, fold, walks, last_key)
      values ($1, $2, $3, $4)
      on conflict (subject) do update
      set fold = $2, walks = $3, last_key = $4, walked_at = now()
      `,
      [subject, fold, walks, lastKey],
    );
  }
}
