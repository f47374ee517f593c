import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a picture ends with what it is attached to. */
export class MediaEnds1795790000200 implements MigrationInterface {
  name = 'MediaEnds1795790000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table media add column shown_until timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table media drop column shown_until`);
  }
}
