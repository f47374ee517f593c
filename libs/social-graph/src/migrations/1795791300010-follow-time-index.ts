import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the follows of the last days: positions grow with the table, so ranges of its blocks are enough. */
export class FollowTimeIndex1795791300010 implements MigrationInterface {
  readonly name = 'FollowTimeIndex1795791300010';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_follow_time on follow
      using brin (position) with (autosummarize = on)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_follow_time`);
  }
}
