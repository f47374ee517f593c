import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of whom a follower wants no reposts. */
export class HiddenReposts1795780600400 implements MigrationInterface {
  name = 'HiddenReposts1795780600400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table follow add column hide_reposts boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table follow drop column hide_reposts`);
  }
}
