import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an account was last suspended, deleted or restored. */
export class StandingChange1763690000330 implements MigrationInterface {
  name = 'StandingChange1763690000330';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table user_account add column standing_changed_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table user_account drop column standing_changed_at`);
  }
}
