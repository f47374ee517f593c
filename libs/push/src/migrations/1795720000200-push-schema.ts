import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Subscriptions to web push, and what waits to be sent to them. */
export class PushSchema1795720000200 implements MigrationInterface {
  readonly name = 'PushSchema1795720000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table push_subscription (
        id bigint not null default next_id(),
        user_id bigint not null,
        session_id bigint not null,
        endpoint text not null,
        endpoint_hash bytea not null,
        p256dh bytea not null,
        auth bytea not null,
        user_agent text,
        created_at timestamptz not null default now(),
        last_sent_at timestamptz,
        last_status smallint,
        constraint pk_push_subscription primary key (id),
        constraint uq_push_subscription_endpoint unique (endpoint_hash)
      );
      create index ix_push_subscription_user on push_subscription (user_id, id desc);
      create index ix_push_subscription_session on push_subscription (session_id);
      create table push_delivery (
        subscription_id bigint not null,
        source text not null,
        subject_id bigint not null,
        attempts smallint not null default 0,
        created_at timestamptz not null default now(),
        due_at timestamptz,
        lease_until timestamptz,
        sent_at timestamptz,
        constraint pk_push_delivery primary key (subscription_id, source, subject_id),
        constraint fk_push_delivery_subscription
          foreign key (subscription_id) references push_subscription (id) on delete cascade
      ) with (fillfactor = 70);
      create index ix_push_delivery_due on push_delivery (due_at) where due_at is not null;
      create index ix_push_delivery_lease on push_delivery (lease_until)
        where lease_until is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table push_delivery, push_subscription');
  }
}
