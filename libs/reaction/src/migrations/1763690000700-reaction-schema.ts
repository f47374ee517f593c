import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Likes and bookmarks: edges without foreign keys, which would triple the cost of an insert. */
export class ReactionSchema1763690000700 implements MigrationInterface {
  name = 'ReactionSchema1763690000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_like (
        post_id bigint not null,
        user_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_post_like primary key (post_id, user_id)
      )
    `);
    await runner.query(`create index ix_post_like_user on post_like (user_id, position desc)`);
    await runner.query(`create index ix_post_like_post on post_like (post_id, position desc)`);
    await runner.query(`
      create table comment_like (
        comment_id bigint not null,
        user_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_comment_like primary key (comment_id, user_id)
      )
    `);
    await runner.query(
      `create index ix_comment_like_user on comment_like (user_id, position desc)`,
    );
    await runner.query(`
      create index ix_comment_like_comment on comment_like (comment_id, position desc)
    `);
    await runner.query(`
      create table bookmark (
        post_id bigint not null,
        user_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_bookmark primary key (post_id, user_id)
      )
    `);
    await runner.query(`create index ix_bookmark_user on bookmark (user_id, position desc)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table bookmark`);
    await runner.query(`drop table comment_like`);
    await runner.query(`drop table post_like`);
  }
}
