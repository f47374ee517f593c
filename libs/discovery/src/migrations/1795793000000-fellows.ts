import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people each person follows, and with what a ranking was made. What there is of follows is counted. */
export class Fellows1795793000000 implements MigrationInterface {
  readonly name = 'Fellows1795793000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table person_neighbourhood add column followee_count integer not null default 0
    `);
    await runner.query(`alter table suggestion_ranking add column circumstances bigint`);
    await runner.query(`
      insert into neighbour_dirty (person_id, weight)
      select user_id, 0
      from profile
      where is_public
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table suggestion_ranking drop column circumstances`);
    await runner.query(`alter table person_neighbourhood drop column followee_count`);
  }
}
