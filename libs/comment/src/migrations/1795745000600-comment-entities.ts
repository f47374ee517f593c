import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comments refer to. */
export class CommentEntities1795745000600 implements MigrationInterface {
  name = 'CommentEntities1795745000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table comment add column entities jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table comment drop column entities`);
  }
}
