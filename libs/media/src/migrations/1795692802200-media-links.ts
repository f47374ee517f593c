import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A name of its own in the addresses of a picture, apart from where its objects lie. */
export class MediaLinks1795692802200 implements MigrationInterface {
  name = 'MediaLinks1795692802200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table media add column link_name text`);
    // They were taken to a place apart so that their addresses died, which they must stay.
    await runner.query(`
      update media
      set link_name = replace(gen_random_uuid()::text, '-', '')
      where not is_active and storage_key like 'private/withheld/%'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table media drop column link_name`);
  }
}
