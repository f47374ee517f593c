import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are not interested in. */
export class Dismissals1795791700000 implements MigrationInterface {
  readonly name = 'Dismissals1795791700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dismissal (
        id bigint default next_id() constraint pk_dismissal primary key,
        person_id bigint not null,
        kind text not null,
        key text not null,
        user_id bigint,
        post_id bigint,
        tag text,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        until timestamptz not null,
        constraint uq_dismissal_key unique (person_id, kind, key)
      )
    `);
    await runner.query(`create index ix_dismissal_listed on dismissal (person_id, position)`);
    await runner.query(`
      create index ix_dismissal_user on dismissal (user_id) where user_id is not null
    `);
    await runner.query(`create index ix_dismissal_until on dismissal (until)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table dismissal`);
  }
}
