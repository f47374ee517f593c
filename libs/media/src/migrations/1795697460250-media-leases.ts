import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who processes a medium holds it for seconds, and the tries are counted. */
export class MediaLeases1795697460250 implements MigrationInterface {
  name = 'MediaLeases1795697460250';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table media
        add column leased_until timestamptz,
        add column tries smallint not null default 0
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table media drop column tries, drop column leased_until`);
  }
}
