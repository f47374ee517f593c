import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is followed together with whom. What there is of follows so far waits to be computed. */
export class PersonNeighbours1795791100000 implements MigrationInterface {
  readonly name = 'PersonNeighbours1795791100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person_neighbour (
        person_id bigint not null,
        place smallint not null,
        neighbour_id bigint not null,
        score integer not null,
        constraint pk_person_neighbour primary key (person_id, place)
      )
    `);
    await runner.query(`
      create index ix_person_neighbour_neighbour on person_neighbour (neighbour_id)
    `);
    await runner.query(`
      create table person_neighbourhood (
        person_id bigint constraint pk_person_neighbourhood primary key,
        follower_count integer not null,
        change_count integer not null,
        counted_at timestamptz not null default now(),
        computed_at timestamptz
      )
    `);
    await runner.query(`
      create index ix_person_neighbourhood_due on person_neighbourhood (person_id)
      where change_count >= 3 or (change_count > 0 and change_count * 10 >= follower_count)
    `);
    await runner.query(`
      create index ix_person_neighbourhood_oldest
      on person_neighbourhood (computed_at nulls first, person_id)
    `);
    await runner.query(`
      create index ix_person_neighbourhood_followed
      on person_neighbourhood (follower_count, person_id)
    `);
    await runner.query(`
      create table neighbour_dirty (
        id bigint default next_id() constraint pk_neighbour_dirty primary key,
        person_id bigint not null,
        weight smallint not null
      )
    `);
    await runner.query(`create index ix_neighbour_dirty_person on neighbour_dirty (person_id)`);
    await runner.query(`
      insert into neighbour_dirty (person_id, weight)
      select user_id, 3
      from profile
      where is_public
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table neighbour_dirty`);
    await runner.query(`drop table person_neighbourhood`);
    await runner.query(`drop table person_neighbour`);
  }
}
