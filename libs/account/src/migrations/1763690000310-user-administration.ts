import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What finds accounts for administrators. */
export class UserAdministration1763690000310 implements MigrationInterface {
  name = 'UserAdministration1763690000310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index ix_user_email on user_account using gin (name_bigrams(email_folded))
    `);
    await runner.query(`
      create index ix_user_phone on user_account using gin (name_bigrams(phone))
    `);
    await runner.query(`create index ix_user_role on user_account (role, id)`);
    await runner.query(`create index ix_user_inactive on user_account (id) where not is_active`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index ix_user_email, ix_user_phone, ix_user_role, ix_user_inactive`);
  }
}
