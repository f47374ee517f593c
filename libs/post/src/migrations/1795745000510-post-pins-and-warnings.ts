import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which posts people have pinned, and of which posts they warn. */
export class PostPinsAndWarnings1795745000510 implements MigrationInterface {
  name = 'PostPinsAndWarnings1795745000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_pin (
        user_id bigint constraint pk_post_pin primary key,
        post_ids bigint[] not null
      )
    `);
    await runner.query(`
      alter table post
        add column content_warning text,
        add column sensitive boolean not null default false
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table post drop column sensitive, drop column content_warning`);
    await runner.query(`drop table post_pin`);
  }
}
