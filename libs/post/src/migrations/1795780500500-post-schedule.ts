import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When drafts are to be published, and why they could not be. */
export class PostSchedule1795780500500 implements MigrationInterface {
  name = 'PostSchedule1795780500500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post
        add column publish_at timestamptz,
        add column publish_error text,
        add column publish_failed_position bigint
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post
        drop column publish_failed_position,
        drop column publish_error,
        drop column publish_at
    `);
  }
}
