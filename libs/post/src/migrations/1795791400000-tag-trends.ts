import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which tags are trending. */
export class TagTrends1795791400000 implements MigrationInterface {
  readonly name = 'TagTrends1795791400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tag_trend (
        tag_id bigint constraint pk_tag_trend primary key
          constraint fk_tag_trend_tag references tag (id) on delete cascade,
        score double precision not null,
        recent_people integer not null,
        recent_posts integer not null,
        history jsonb not null
      )
    `);
    await runner.query(`create index ix_tag_trend_score on tag_trend (score, tag_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table tag_trend`);
  }
}
