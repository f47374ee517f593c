import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Follows, requests, blocks and mutes. No foreign keys: they would triple the cost of an edge. */
export class SocialGraphSchema1763690000400 implements MigrationInterface {
  name = 'SocialGraphSchema1763690000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table follow (
        follower_id bigint not null,
        followee_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_follow primary key (follower_id, followee_id),
        constraint ck_follow_not_self check (follower_id <> followee_id)
      )
    `);
    await runner.query(`
      create index ix_follow_following on follow (follower_id, position desc)
    `);
    await runner.query(`
      create index ix_follow_followers on follow (followee_id, position desc)
    `);
    await runner.query(`
      create table follow_request (
        follower_id bigint not null,
        followee_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_follow_request primary key (follower_id, followee_id),
        constraint ck_follow_request_not_self check (follower_id <> followee_id)
      )
    `);
    await runner.query(`
      create index ix_follow_request_sent on follow_request (follower_id, position desc)
    `);
    await runner.query(`
      create index ix_follow_request_received on follow_request (followee_id, position desc)
    `);
    await runner.query(`
      create table block (
        blocker_id bigint not null,
        blocked_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_block primary key (blocker_id, blocked_id),
        constraint ck_block_not_self check (blocker_id <> blocked_id)
      )
    `);
    await runner.query(`
      create index ix_block_blocking on block (blocker_id, position desc)
    `);
    await runner.query(`
      create index ix_block_blocked on block (blocked_id, position desc)
    `);
    await runner.query(`
      create table mute (
        muter_id bigint not null,
        muted_id bigint not null,
        position bigint not null default next_id(),
        created_at timestamptz not null default now(),
        constraint pk_mute primary key (muter_id, muted_id),
        constraint ck_mute_not_self check (muter_id <> muted_id)
      )
    `);
    await runner.query(`
      create index ix_mute_muting on mute (muter_id, position desc)
    `);
    await runner.query(`
      create index ix_mute_muted on mute (muted_id, position desc)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table mute`);
    await runner.query(`drop table block`);
    await runner.query(`drop table follow_request`);
    await runner.query(`drop table follow`);
  }
}
