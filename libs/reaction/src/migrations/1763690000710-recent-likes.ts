import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the likes of the last days. Likes are stored in their order, so a summary of blocks is enough. */
export class RecentLikes1763690000710 implements MigrationInterface {
  name = 'RecentLikes1763690000710';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index ix_post_like_recent on post_like using brin (position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_post_like_recent`);
  }
}
