import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers kept for requests with an `Idempotency-Key`. */
export class IdempotencySchema1763690000110 implements MigrationInterface {
  readonly name = 'IdempotencySchema1763690000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        user_id bigint not null,
        key text not null,
        claim_id uuid not null,
        request_digest text,
        locked_until timestamptz not null,
        expires_at timestamptz not null,
        status smallint,
        body text,
        location text,
        etag text,
        constraint pk_idempotency_key primary key (user_id, key)
      );
      create index ix_idempotency_key_expires_at on idempotency_key (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_key');
  }
}
