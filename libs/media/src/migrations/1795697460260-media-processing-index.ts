import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the pictures that wait to be processed. */
export class MediaProcessingIndex1795697460260 implements MigrationInterface {
  name = 'MediaProcessingIndex1795697460260';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_media_processing on media (owner_id)
      where status = 'processing'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_media_processing`);
  }
}
