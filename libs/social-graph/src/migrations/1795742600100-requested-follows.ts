import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which follows were asked for first: the follower is told of the consent, the followed person of nothing. */
export class RequestedFollows1795742600100 implements MigrationInterface {
  name = 'RequestedFollows1795742600100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table follow add column was_requested boolean not null default false
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table follow drop column was_requested`);
  }
}
