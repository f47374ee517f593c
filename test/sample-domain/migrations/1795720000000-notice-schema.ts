import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of posts, and how many each post has. */
export class NoticeSchema1795720000000 implements MigrationInterface {
  name = 'NoticeSchema1795720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice (
        id bigint default next_id() constraint pk_notice primary key,
        post_id bigint not null,
        author_id bigint not null,
        words text not null,
        media_id bigint,
        withheld_at timestamptz,
        told_at timestamptz,
        created_at timestamptz not null default now()
      )
    `);
    await runner.query(`create unique index uq_notice_author on notice (post_id, author_id)`);
    await runner.query(`create index ix_notice_post on notice (post_id, id)`);
    await runner.query(`create index ix_notice_author on notice (author_id, id)`);
    await runner.query(
      `create index ix_notice_media on notice (media_id) where media_id is not null`,
    );
    await runner.query(
      `create index ix_notice_withheld on notice (withheld_at) where withheld_at is not null`,
    );
    await runner.query(`
      create table notice_counter (
        post_id bigint constraint pk_notice_counter primary key,
        notice_count integer not null default 0
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table notice_counter`);
    await runner.query(`drop table notice`);
  }
}
