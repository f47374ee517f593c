import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the drafts that are due, and those that a person has scheduled. */
export class PostScheduleIndexes1795780500510 implements MigrationInterface {
  readonly name = 'PostScheduleIndexes1795780500510';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_post_due on post (publish_at)
      where publish_at is not null
    `);
    await runner.query(`
      create index concurrently if not exists ix_post_scheduled on post (author_id)
      where publish_at is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_post_scheduled`);
    await runner.query(`drop index concurrently if exists ix_post_due`);
  }
}
