import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log of what people are told of, numbered for each person. */
export class LiveSchema1795720000100 implements MigrationInterface {
  readonly name = 'LiveSchema1795720000100';

  async up(runner: QueryRunner): Promise<void> {
    // Each event changes the row of its person: half of a page is left for the next versions.
    await runner.query(`
      create table live_position (
        user_id bigint not null,
        epoch integer not null,
        seq integer not null,
        constraint pk_live_position primary key (user_id)
      ) with (fillfactor = 50);
      create table live_event (
        user_id bigint not null,
        seq integer not null,
        type text not null,
        subject_id bigint not null,
        created_at timestamptz not null default now(),
        constraint pk_live_event primary key (user_id, seq)
      );
      create index ix_live_event_created_at on live_event (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table live_event, live_position');
  }
}
