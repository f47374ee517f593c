import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is there. What a crash forgets is said again within seconds. */
export class ChatPresence1795725100000 implements MigrationInterface {
  readonly name = 'ChatPresence1795725100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table presence_process (
        id uuid not null,
        seen_at timestamptz not null,
        constraint pk_presence_process primary key (id)
      );
      create unlogged table presence (
        user_id bigint not null,
        process_id uuid not null,
        left_at timestamptz,
        constraint pk_presence primary key (user_id, process_id)
      );
      create index ix_presence_left_at on presence (left_at) where left_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table presence, presence_process');
  }
}
