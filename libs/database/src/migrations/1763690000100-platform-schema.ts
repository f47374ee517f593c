import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids for every table, and the deltas of contended counters. */
export class PlatformSchema1763690000100 implements MigrationInterface {
  name = 'PlatformSchema1763690000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create sequence id_sequence cycle`);
    // Time-ordered 64-bit ids: 43 bits of milliseconds, 20 bits of a sequence. No worker numbers, no clock
    // agreement between processes: the database is the only one that counts.
    await runner.query(`
      create function next_id() returns bigint
      language sql volatile parallel unsafe
      return ((extract(epoch from clock_timestamp()) * 1000)::bigint << 20)
             | (nextval('id_sequence') & 1048575)
    `);
    await runner.query(`
      create table counter_delta (
        id bigint generated always as identity constraint pk_counter_delta primary key,
        counter text not null,
        key bigint not null,
        amount integer not null,
        created_at timestamptz not null default now()
      )
    `);
    await runner.query(`create index ix_counter_delta_key on counter_delta (key, counter)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table counter_delta`);
    await runner.query(`drop function next_id()`);
    await runner.query(`drop sequence id_sequence`);
  }
}
