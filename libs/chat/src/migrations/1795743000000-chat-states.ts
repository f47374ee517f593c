import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes closed and waiting rooms of a person known without walking all rooms. */
export class ChatStates1795743000000 implements MigrationInterface {
  readonly name = 'ChatStates1795743000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table room_member
        add column is_closed boolean not null default false,
        add column is_waiting boolean not null default false
    `);
    await runner.query(`
      update room_member m
      set is_waiting = true
      from room r
      where r.id = m.room_id
        and r.asked_by = m.user_id
        and r.accepted_at is null
        and r.last_number > 0
    `);
    await runner.query(`
      update room_member m
      set is_closed = true
      from room r
      where r.id = m.room_id
        and (
          exists (
            select from block b
            where (b.blocker_id, b.blocked_id) in ((r.low_id, r.high_id), (r.high_id, r.low_id))
          )
          or not exists (
            select from user_account u
            where u.id = r.low_id + r.high_id - m.user_id and u.is_active
          )
        )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table room_member drop column is_closed, drop column is_waiting
    `);
  }
}
