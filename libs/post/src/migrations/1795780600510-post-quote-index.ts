import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the quotes of a post, newest first. */
export class PostQuoteIndex1795780600510 implements MigrationInterface {
  readonly name = 'PostQuoteIndex1795780600510';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_post_quoted
      on post (quoted_id, (coalesce(position, id)) desc)
      where quoted_id is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_post_quoted`);
  }
}
