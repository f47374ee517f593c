import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds those of whom a follower wants no reposts: few. */
export class HiddenRepostIndex1795780600410 implements MigrationInterface {
  readonly name = 'HiddenRepostIndex1795780600410';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_follow_hidden on follow (follower_id, followee_id)
      where hide_reposts
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_follow_hidden`);
  }
}
