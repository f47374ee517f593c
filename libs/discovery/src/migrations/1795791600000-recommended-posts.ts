import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which posts were recommended to whom: as rankings to page through, and as what is not to be shown again. */
export class RecommendedPosts1795791600000 implements MigrationInterface {
  readonly name = 'RecommendedPosts1795791600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recommended_ranking (
        person_id bigint not null,
        generation bigint not null default next_id(),
        post_ids bigint[] not null,
        constraint pk_recommended_ranking primary key (person_id, generation)
      )
    `);
    await runner.query(`
      create index ix_recommended_ranking_generation on recommended_ranking (generation)
    `);
    await runner.query(`
      create table recommended_seen (
        person_id bigint not null,
        post_id bigint not null,
        generation bigint not null,
        constraint pk_recommended_seen primary key (person_id, post_id)
      )
    `);
    await runner.query(`
      create index ix_recommended_seen_generation on recommended_seen (generation)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table recommended_seen, recommended_ranking`);
  }
}
