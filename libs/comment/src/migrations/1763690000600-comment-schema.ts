import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comments and their counters. */
export class CommentSchema1763690000600 implements MigrationInterface {
  name = 'CommentSchema1763690000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table comment (
        id bigint default next_id() constraint pk_comment primary key,
        post_id bigint not null,
        parent_id bigint,
        root_id bigint,
        depth smallint not null default 0,
        author_id bigint,
        body text not null,
        is_active boolean not null default true,
        deleted_at timestamptz,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint fk_comment_parent foreign key (parent_id) references comment (id),
        constraint ck_comment_place check (
          depth between 0 and 8
          and (parent_id is null) = (depth = 0)
          and (root_id is null) = (depth = 0)
        ),
        constraint ck_comment_author check (author_id is not null or deleted_at is not null)
      )
    `);
    // Threads hold tombstones, so their indexes hold deleted comments too. Read forwards and backwards.
    await runner.query(`
      create index ix_comment_top_level on comment (post_id, id) where parent_id is null
    `);
    await runner.query(`
      create index ix_comment_replies on comment (parent_id, id) where parent_id is not null
    `);
    await runner.query(`
      create index ix_comment_post on comment (post_id, id) where is_active and deleted_at is null
    `);
    await runner.query(`
      create index ix_comment_author on comment (author_id, id) where is_active and deleted_at is null
    `);
    await runner.query(`
      create table comment_counter (
        comment_id bigint constraint pk_comment_counter primary key,
        list_id bigint not null,
        like_count integer not null default 0,
        reply_count integer not null default 0,
        constraint fk_comment_counter_comment
          foreign key (comment_id) references comment (id) on delete cascade
      )
    `);
    await runner.query(`
      create index ix_comment_counter_popular
      on comment_counter (list_id, like_count desc, comment_id desc)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table comment_counter`);
    await runner.query(`drop table comment`);
  }
}
