import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds removed comments by post: an erasure must miss none. */
export class CommentErasure1763690000620 implements MigrationInterface {
  name = 'CommentErasure1763690000620';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index ix_comment_post_removed on comment (post_id, id)
      where not (is_active and deleted_at is null)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_comment_post_removed`);
  }
}
