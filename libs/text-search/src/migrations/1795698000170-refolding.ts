import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Remembers how far stored keys were brought to the present way of folding. */
export class Refolding1795698000170 implements MigrationInterface {
  name = 'Refolding1795698000170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table refolding (
        subject text constraint pk_refolding primary key,
        fold integer not null,
        walks integer not null,
        last_key bigint not null,
        walked_at timestamptz not null default now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table refolding`);
  }
}
