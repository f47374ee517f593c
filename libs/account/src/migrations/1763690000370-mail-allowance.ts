import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many mails went to an address lately, whatever account asked for them. */
export class MailAllowance1763690000370 implements MigrationInterface {
  name = 'MailAllowance1763690000370';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mail_allowance (
        address_hash bytea not null constraint pk_mail_allowance primary key,
        sent_at timestamptz[] not null,
        latest_at timestamptz not null default now()
      )
    `);
    await runner.query(`create index ix_mail_allowance_latest on mail_allowance (latest_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table mail_allowance`);
  }
}
