import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told of, and what they want to be told. */
export class NotificationSchema1795742600200 implements MigrationInterface {
  readonly name = 'NotificationSchema1795742600200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification_intake (
        id bigint generated always as identity,
        kind text not null,
        actor_id bigint not null,
        post_id bigint,
        comment_id bigint,
        user_id bigint,
        constraint pk_notification_intake primary key (id)
      );
      create table notification (
        id bigint not null default next_id(),
        user_id bigint not null,
        kind text not null,
        post_id bigint,
        comment_id bigint,
        from_position bigint not null,
        to_position bigint not null,
        updated_at timestamptz not null default now(),
        constraint pk_notification primary key (id),
        constraint ck_notification_range check (from_position < to_position)
      ) with (fillfactor = 80);
      create index ix_notification_user on notification (user_id, id desc);
      create unique index uq_notification_place
        on notification (user_id, kind, coalesce(comment_id, post_id, 0), to_position);
      create index ix_notification_post on notification (post_id) where post_id is not null;
      create table notification_state (
        user_id bigint not null,
        seen_up_to bigint not null default 0,
        constraint pk_notification_state primary key (user_id)
      ) with (fillfactor = 80);
      create table notification_setting (
        user_id bigint not null,
        kinds jsonb not null default '{}',
        previews boolean not null default true,
        digest text not null default 'off',
        time_zone text not null default 'Asia/Seoul',
        language text not null default 'ko',
        version integer not null default 1,
        constraint pk_notification_setting primary key (user_id),
        constraint ck_notification_setting_digest check (digest in ('off', 'daily', 'weekly')),
        constraint ck_notification_setting_language check (language in ('ko', 'en'))
      );
      create table post_mute (
        user_id bigint not null,
        post_id bigint not null,
        created_at timestamptz not null default now(),
        constraint pk_post_mute primary key (user_id, post_id)
      );
      create index ix_post_mute_post on post_mute (post_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table post_mute, notification_setting, notification_state, notification, notification_intake',
    );
  }
}
