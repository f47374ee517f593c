import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of posts in any state: those of a person, and the inactive ones. */
export class PostModeration1763690000510 implements MigrationInterface {
  name = 'PostModeration1763690000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index ix_post_author on post (author_id, id)`);
    await runner.query(`create index ix_post_inactive on post (id) where not is_active`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_post_inactive, ix_post_author`);
  }
}
