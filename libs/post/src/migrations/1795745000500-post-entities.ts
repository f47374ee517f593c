import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What posts refer to, and which of their tags only their texts name. */
export class PostEntities1795745000500 implements MigrationInterface {
  name = 'PostEntities1795745000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table post add column entities jsonb`);
    await runner.query(`alter table post_tag add column is_given boolean not null default true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table post_tag drop column is_given`);
    await runner.query(`alter table post drop column entities`);
  }
}
