import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody's last digest was made. */
export class NotificationDigest1795742600300 implements MigrationInterface {
  readonly name = 'NotificationDigest1795742600300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notification_setting add column digest_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notification_setting drop column digest_at');
  }
}
