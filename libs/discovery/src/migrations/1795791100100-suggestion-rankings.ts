import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was suggested to whom, for as long as somebody may page through it. */
export class SuggestionRankings1795791100100 implements MigrationInterface {
  readonly name = 'SuggestionRankings1795791100100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table suggestion_ranking (
        person_id bigint not null,
        generation bigint not null default next_id(),
        user_ids bigint[] not null,
        constraint pk_suggestion_ranking primary key (person_id, generation)
      )
    `);
    await runner.query(`
      create index ix_suggestion_ranking_generation on suggestion_ranking (generation)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table suggestion_ranking`);
  }
}
