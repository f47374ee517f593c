import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists closed and waiting rooms of a person, by last message. */
export class ChatStateIndexes1795743000010 implements MigrationInterface {
  readonly name = 'ChatStateIndexes1795743000010';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists ix_room_member_closed
      on room_member (user_id, last_position desc)
      where last_position is not null and is_closed
    `);
    await runner.query(`
      create index concurrently if not exists ix_room_member_waiting
      on room_member (user_id, last_position desc)
      where last_position is not null and is_waiting
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index concurrently if exists ix_room_member_closed`);
    await runner.query(`drop index concurrently if exists ix_room_member_waiting`);
  }
}
