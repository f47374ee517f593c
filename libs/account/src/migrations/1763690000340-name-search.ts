import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEXES = ['ix_user_full_name', 'ix_profile_nickname', 'ix_user_email', 'ix_user_phone'];

/** Finds names by one character too: many family names are one syllable. */
export class NameSearch1763690000340 implements MigrationInterface {
  name = 'NameSearch1763690000340';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter function name_bigrams(text) rename to name_grams`);
    await this.define(runner, 'name_grams', 1);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter function name_grams(text) rename to name_bigrams`);
    await this.define(runner, 'name_bigrams', 2);
  }

  private async define(runner: QueryRunner, name: string, shortest: number): Promise<void> {
    await runner.query(`
      create or replace function ${name}(folded text) returns text[]
      language sql immutable strict parallel safe cost 10000
      as $$
        select coalesce(array_agg(distinct substr(folded, i, size)), '{}')
        from generate_series(${shortest}, 2) as size
        cross join generate_series(1, length(folded) - size + 1) as i
      $$
    `);
    for (const index of INDEXES) {
      await runner.query(`reindex index ${index}`);
    }
  }
}
