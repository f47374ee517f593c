import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stories, and who has seen them. */
export class StorySchema1795790000800 implements MigrationInterface {
  name = 'StorySchema1795790000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table story (
        id bigint default next_id() constraint pk_story primary key,
        author_id bigint not null,
        media_id bigint not null,
        text text,
        audience text not null
          constraint ck_story_audience check (audience in ('public', 'followers')),
        is_active boolean not null default true,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null
      )
    `);
    await runner.query(`create index ix_story_author on story (author_id, id)`);
    await runner.query(`create unique index uq_story_media on story (media_id)`);
    await runner.query(`create index ix_story_expires on story (expires_at)`);
    await runner.query(`
      create table story_view (
        story_id bigint not null
          constraint fk_story_view_story references story (id) on delete cascade,
        user_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_story_view primary key (story_id, user_id)
      )
    `);
    await runner.query(`create index ix_story_view_story on story_view (story_id, position desc)`);
    await runner.query(`create index ix_story_view_user on story_view (user_id, position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table story_view`);
    await runner.query(`drop table story`);
  }
}
