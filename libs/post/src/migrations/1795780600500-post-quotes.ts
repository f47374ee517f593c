import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which posts quote which, and how often posts are quoted and reposted. */
export class PostQuotes1795780600500 implements MigrationInterface {
  name = 'PostQuotes1795780600500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post
        add column quoted_id bigint,
        add column is_detached boolean not null default false
    `);
    await runner.query(`
      alter table post_counter
        add column repost_count integer not null default 0,
        add column quote_count integer not null default 0
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table post_counter drop column quote_count, drop column repost_count`,
    );
    await runner.query(`alter table post drop column is_detached, drop column quoted_id`);
  }
}
