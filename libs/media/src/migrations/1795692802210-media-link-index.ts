import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds a picture by the name in its addresses. */
export class MediaLinkIndex1795692802210 implements MigrationInterface {
  name = 'MediaLinkIndex1795692802210';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unique index concurrently if not exists uq_media_link_name on media (link_name)
      where link_name is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists uq_media_link_name`);
  }
}
