import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which posts are alike. The worker meets what there is of posts so far. */
export class PostNeighbours1795792000000 implements MigrationInterface {
  readonly name = 'PostNeighbours1795792000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_neighbour (
        post_id bigint not null,
        place smallint not null,
        neighbour_id bigint not null,
        score integer not null,
        constraint pk_post_neighbour primary key (post_id, place)
      )
    `);
    await runner.query(`
      create index ix_post_neighbour_neighbour on post_neighbour (neighbour_id)
    `);
    await runner.query(`
      create table post_neighbourhood (
        post_id bigint constraint pk_post_neighbourhood primary key,
        author_id bigint not null,
        position bigint not null,
        liker_count integer not null default 0,
        counted_at timestamptz,
        computed_at timestamptz,
        due_at timestamptz not null default now()
      )
    `);
    await runner.query(`
      create index ix_post_neighbourhood_author on post_neighbourhood (author_id)
    `);
    await runner.query(`
      create index ix_post_neighbourhood_position on post_neighbourhood (position)
    `);
    await runner.query(`
      create index ix_post_neighbourhood_due on post_neighbourhood (due_at, post_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table post_neighbourhood, post_neighbour`);
  }
}
