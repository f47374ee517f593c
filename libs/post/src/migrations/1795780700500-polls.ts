import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What posts ask, and what people chose. */
export class Polls1795780700500 implements MigrationInterface {
  name = 'Polls1795780700500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table poll (
        post_id bigint not null constraint pk_poll primary key
          constraint fk_poll_post references post (id) on delete cascade,
        options text[] not null,
        multiple boolean not null,
        closes_at timestamptz not null,
        closing_at timestamptz,
        closed_position bigint
      )
    `);
    await runner.query(
      `create index ix_poll_closing on poll (closing_at) where closing_at is not null`,
    );
    await runner.query(`
      create table poll_counter (
        post_id bigint not null constraint pk_poll_counter primary key
          constraint fk_poll_counter_poll references poll (post_id) on delete cascade,
        voter_count integer not null default 0,
        votes_0 integer not null default 0,
        votes_1 integer not null default 0,
        votes_2 integer not null default 0,
        votes_3 integer not null default 0,
        votes_4 integer not null default 0,
        votes_5 integer not null default 0
      )
    `);
    await runner.query(`
      create table poll_vote (
        post_id bigint not null constraint fk_poll_vote_poll references poll (post_id) on delete cascade,
        user_id bigint not null,
        choices smallint[] not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_poll_vote primary key (post_id, user_id)
      )
    `);
    await runner.query(`create index ix_poll_vote_user on poll_vote (user_id, post_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table poll_vote, poll_counter, poll`);
  }
}
