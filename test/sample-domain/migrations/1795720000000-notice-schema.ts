import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of posts, likes of them, and how many there are of each. */
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
    await runner.query(`
      create table notice_like (
        notice_id bigint not null,
        user_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_notice_like primary key (notice_id, user_id)
      )
    `);
    await runner.query(`create index ix_notice_like_user on notice_like (user_id, position desc)`);
    await runner.query(
      `create index ix_notice_like_notice on notice_like (notice_id, position desc)`,
    );
    await runner.query(`
      create table notice_like_counter (
        notice_id bigint constraint pk_notice_like_counter primary key,
        like_count integer not null default 0,
        constraint fk_notice_like_counter_notice
          foreign key (notice_id) references notice (id) on delete cascade
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table notice_like_counter`);
    await runner.query(`drop table notice_like`);
    await runner.query(`drop table notice_counter`);
    await runner.query(`drop table notice`);
  }
}
