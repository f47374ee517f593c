import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of comments in any state: those of a person, and the inactive ones. */
export class CommentModeration1763690000610 implements MigrationInterface {
  name = 'CommentModeration1763690000610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_comment_author`);
    await runner.query(`create index ix_comment_author on comment (author_id, id)`);
    await runner.query(`
      create index ix_comment_inactive on comment (id)
      where not (is_active and deleted_at is null)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_comment_inactive, ix_comment_author`);
    await runner.query(`
      create index ix_comment_author on comment (author_id, id) where is_active and deleted_at is null
    `);
  }
}
