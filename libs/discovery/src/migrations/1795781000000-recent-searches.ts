import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people have looked for lately. */
export class RecentSearches1795781000000 implements MigrationInterface {
  readonly name = 'RecentSearches1795781000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recent_search (
        id bigint not null default next_id(),
        person_id bigint not null,
        kind text not null,
        key text not null,
        user_id bigint,
        text text,
        position bigint not null default next_id(),
        searched_at timestamptz not null default now(),
        constraint pk_recent_search primary key (id),
        constraint uq_recent_search_key unique (person_id, kind, key)
      );
      create index ix_recent_search_listed on recent_search (person_id, position);
      create index ix_recent_search_user on recent_search (user_id) where user_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recent_search');
  }
}
