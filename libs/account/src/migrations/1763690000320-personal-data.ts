import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the erasure of people has come, and the archives that people asked for. */
export class PersonalData1763690000320 implements MigrationInterface {
  name = 'PersonalData1763690000320';

  async up(runner: QueryRunner): Promise<void> {
    // No foreign key: the row stays when the person is gone.
    await runner.query(`
      create table erasure (
        id bigint not null default next_id() constraint pk_erasure primary key,
        user_id bigint not null constraint uq_erasure_user unique,
        requested_by bigint,
        requested_at timestamptz not null default now(),
        finished_parts text[] not null default '{}',
        report jsonb not null default '{}',
        finished_at timestamptz
      )
    `);
    await runner.query(`
      create index ix_erasure_unfinished on erasure (requested_at) where finished_at is null
    `);
    await runner.query(`
      create table data_export (
        id bigint not null default next_id() constraint pk_data_export primary key,
        user_id bigint not null
          constraint fk_data_export_user references user_account (id) on delete cascade,
        status text not null default 'pending'
          constraint ck_data_export_status check (status in ('pending', 'ready', 'failed')),
        storage_key text not null constraint uq_data_export_storage_key unique,
        attempts integer not null default 0,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        constraint ck_data_export_expiry check ((status = 'pending') = (expires_at is null))
      )
    `);
    await runner.query(`create index ix_data_export_user on data_export (user_id)`);
    await runner.query(`
      create unique index uq_data_export_pending on data_export (user_id)
      where status = 'pending'
    `);
    await runner.query(`create index ix_data_export_expiry on data_export (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table data_export`);
    await runner.query(`drop table erasure`);
  }
}
