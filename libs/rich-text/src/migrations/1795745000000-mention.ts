import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is mentioned where. */
export class Mention1795745000000 implements MigrationInterface {
  readonly name = 'Mention1795745000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mention (
        thing_id bigint,
        user_id bigint,
        author_id bigint not null,
        post_id bigint,
        comment_id bigint,
        position bigint not null,
        constraint pk_mention primary key (thing_id, user_id),
        constraint ck_mention_thing check (thing_id = coalesce(comment_id, post_id))
      );
      create index ix_mention_user on mention (user_id, position desc);
      create index ix_mention_author on mention (author_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mention');
  }
}
