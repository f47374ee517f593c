import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Posts with their tags, pictures, history, views and counters. */
export class PostSchema1763690000500 implements MigrationInterface {
  name = 'PostSchema1763690000500';

  async up(runner: QueryRunner): Promise<void> {
    await createPosts(runner);
    await createTags(runner);
    await createAttachments(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table post_view, post_revision, post_image, post_tag, tag_counter, tag, post_counter, post
    `);
  }
}

async function createPosts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table post (
      id bigint default next_id() constraint pk_post primary key,
      author_id bigint not null,
      slug text not null constraint uq_post_slug unique,
      title text not null,
      body text not null,
      status text not null constraint ck_post_status check (status in ('draft', 'published')),
      visibility text not null
        constraint ck_post_visibility check (visibility in ('public', 'followers', 'private')),
      is_active boolean not null default true,
      position bigint,
      version integer not null default 1,
      published_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      constraint ck_post_published check (
        (status = 'published') = ("position" is not null)
        and ("position" is null) = (published_at is null)
      )
    )
  `);
  await runner.query(`
    create index ix_post_author_feed on post (author_id, position desc) include (visibility)
    where status = 'published' and is_active
  `);
  await runner.query(`
    create index ix_post_feed on post (position desc) include (author_id)
    where status = 'published' and is_active
  `);
  // Drafts stand among the published posts of their author by the time they were begun.
  await runner.query(`
    create index ix_post_author_all on post (author_id, (coalesce(position, id)) desc)
    where is_active
  `);
  await runner.query(`
    create table post_counter (
      post_id bigint constraint pk_post_counter primary key
        constraint fk_post_counter_post references post (id) on delete cascade,
      like_count integer not null default 0,
      comment_count integer not null default 0,
      bookmark_count integer not null default 0,
      view_count integer not null default 0
    )
  `);
  await runner.query(`create index ix_post_counter_likes on post_counter (like_count, post_id)`);
  await runner.query(`create index ix_post_counter_views on post_counter (view_count, post_id)`);
}

async function createTags(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table tag (
      id bigint default next_id() constraint pk_tag primary key,
      name text not null,
      name_folded text collate "C" not null constraint uq_tag_name unique
    )
  `);
  await runner.query(`
    create table tag_counter (
      tag_id bigint constraint pk_tag_counter primary key
        constraint fk_tag_counter_tag references tag (id) on delete cascade,
      post_count integer not null default 0
    )
  `);
  await runner.query(`create index ix_tag_counter_popular on tag_counter (post_count)`);
  await runner.query(`
    create table post_tag (
      post_id bigint constraint fk_post_tag_post references post (id) on delete cascade,
      tag_id bigint constraint fk_post_tag_tag references tag (id),
      ordinal smallint not null,
      constraint pk_post_tag primary key (post_id, tag_id)
    )
  `);
  await runner.query(`create index ix_post_tag_tag on post_tag (tag_id, post_id)`);
}

async function createAttachments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table post_image (
      post_id bigint constraint fk_post_image_post references post (id) on delete cascade,
      media_id bigint constraint uq_post_image_media unique,
      ordinal smallint not null,
      constraint pk_post_image primary key (post_id, media_id)
    )
  `);
  await runner.query(`
    create table post_revision (
      id bigint default next_id() constraint pk_post_revision primary key,
      post_id bigint not null
        constraint fk_post_revision_post references post (id) on delete cascade,
      title text not null,
      body text not null,
      tags text[] not null,
      edited_at timestamptz not null default now()
    )
  `);
  await runner.query(`create index ix_post_revision_post on post_revision (post_id, id)`);
  await runner.query(`
    create table post_view (
      post_id bigint,
      viewer_key text,
      seen_at timestamptz not null,
      constraint pk_post_view primary key (post_id, viewer_key)
    )
  `);
  await runner.query(`create index ix_post_view_seen on post_view (seen_at)`);
}
