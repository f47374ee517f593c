import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded pictures. */
export class MediaSchema1763690000200 implements MigrationInterface {
  name = 'MediaSchema1763690000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table media (
        id bigint not null default next_id() constraint pk_media primary key,
        owner_id bigint not null,
        name text not null,
        alt_text text,
        mime_type text not null,
        width integer,
        height integer,
        bytes integer not null,
        blurhash text,
        status text not null,
        failure text,
        storage_key text not null,
        is_public boolean not null default false,
        is_active boolean not null default true,
        attachment_type text,
        attachment_id bigint,
        detached_at timestamptz default now(),
        version integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        constraint ck_media_status
          check (status in ('announced', 'processing', 'ready', 'failed')),
        constraint ck_media_attachment
          check ((attachment_type is null) = (attachment_id is null))
      )
    `);
    await runner.query(`create index ix_media_owner on media (owner_id, id)`);
    await runner.query(`
      create index ix_media_attachment on media (attachment_type, attachment_id)
      where attachment_id is not null
    `);
    await runner.query(`
      create index ix_media_detached on media (detached_at)
      where attachment_id is null
    `);
    await runner.query(`
      create index ix_media_deleted on media (deleted_at)
      where deleted_at is not null
    `);
    await runner.query(`create unique index uq_media_storage_key on media (storage_key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table media`);
  }
}
