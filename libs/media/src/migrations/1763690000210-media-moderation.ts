import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of pictures that are deleted or deactivated. */
export class MediaModeration1763690000210 implements MigrationInterface {
  name = 'MediaModeration1763690000210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index ix_media_inactive on media (id) where not is_active`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_media_inactive`);
  }
}
