import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log, to which the database only lets rows be added. */
export class AuditSchema1763690000150 implements MigrationInterface {
  name = 'AuditSchema1763690000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_log (
        id bigint not null default next_id() constraint pk_audit_log primary key,
        actor_id bigint not null,
        action text not null,
        target_type text not null,
        target_id bigint not null,
        reason text not null,
        changes jsonb not null,
        created_at timestamptz not null default now()
      )
    `);
    await runner.query(`create index ix_audit_log_actor on audit_log (actor_id, id)`);
    await runner.query(`create index ix_audit_log_action on audit_log (action, id)`);
    await runner.query(`create index ix_audit_log_target on audit_log (target_id, id)`);
    await runner.query(`
      create function refuse_audit_change() returns trigger
      language plpgsql
      as $$
        begin
          raise exception 'The audit log is append-only.' using errcode = 'insufficient_privilege';
        end
      $$
    `);
    // Per statement: also one that would hit no row is refused, and TRUNCATE knows no other kind.
    await runner.query(`
      create trigger audit_log_append_only
      before update or delete or truncate on audit_log
      for each statement execute function refuse_audit_change()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit_log`);
    await runner.query(`drop function refuse_audit_change()`);
  }
}
