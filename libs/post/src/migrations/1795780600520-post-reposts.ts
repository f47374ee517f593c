import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reposts: edges without foreign keys, like likes. */
export class PostReposts1795780600520 implements MigrationInterface {
  name = 'PostReposts1795780600520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_repost (
        post_id bigint not null,
        user_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_post_repost primary key (post_id, user_id)
      )
    `);
    await runner.query(`
      create index ix_post_repost_user on post_repost (user_id, position desc) include (post_id)
    `);
    await runner.query(`create index ix_post_repost_post on post_repost (post_id, position desc)`);
    await runner.query(`
      create index ix_post_repost_recent on post_repost (position desc) include (user_id, post_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table post_repost`);
  }
}
