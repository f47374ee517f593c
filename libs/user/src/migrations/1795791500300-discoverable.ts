import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a person takes part in discovery. */
export class Discoverable1795791500300 implements MigrationInterface {
  readonly name = 'Discoverable1795791500300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table profile add column is_discoverable boolean not null default true
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table profile drop column is_discoverable`);
  }
}
