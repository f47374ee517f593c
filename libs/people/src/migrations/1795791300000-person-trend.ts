import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is popular. */
export class PersonTrend1795791300000 implements MigrationInterface {
  readonly name = 'PersonTrend1795791300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person_trend (
        person_id bigint constraint pk_person_trend primary key,
        score double precision not null
      )
    `);
    await runner.query(`create index ix_person_trend_score on person_trend (score, person_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table person_trend`);
  }
}
