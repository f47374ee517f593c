import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rooms of two people, and what they write there. */
export class ChatSchema1795725000000 implements MigrationInterface {
  readonly name = 'ChatSchema1795725000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table room (
        id bigint not null default next_id(),
        low_id bigint not null,
        high_id bigint not null,
        last_number integer not null default 0,
        asked_by bigint,
        accepted_at timestamptz,
        forget_up_to integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint pk_room primary key (id),
        constraint ck_room_pair check (low_id < high_id)
      ) with (fillfactor = 70);
      create unique index uq_room_pair on room (low_id, high_id);
      create index ix_room_high on room (high_id);
      create index ix_room_forgotten on room (id) where forget_up_to > 0;

      create table room_member (
        user_id bigint not null,
        room_id bigint not null,
        read_number integer not null default 0,
        heard_number integer not null default 0,
        removed_up_to integer not null default 0,
        is_request boolean not null default false,
        declined_at timestamptz,
        is_muted boolean not null default false,
        last_position bigint,
        version integer not null default 1,
        constraint pk_room_member primary key (user_id, room_id),
        constraint fk_room_member_room foreign key (room_id) references room (id) on delete cascade
      ) with (fillfactor = 70);
      create index ix_room_member_room on room_member (room_id);
      create index ix_room_member_listed on room_member (user_id, last_position desc)
      where last_position is not null and not is_request;
      create index ix_room_member_requests on room_member (user_id, last_position desc)
      where last_position is not null and is_request;
      create index ix_room_member_unread on room_member (user_id)
      where heard_number > read_number and heard_number > removed_up_to;

      create table message (
        id bigint not null default next_id(),
        room_id bigint not null,
        number integer not null,
        sender_id bigint not null,
        client_id text,
        content_hash bytea,
        body text,
        media_ids bigint[] not null default '{}',
        deleted_at timestamptz,
        created_at timestamptz not null default now(),
        constraint pk_message primary key (id),
        constraint fk_message_room foreign key (room_id) references room (id) on delete cascade
      );
      create unique index uq_message_number on message (room_id, number);
      create unique index uq_message_client on message (room_id, sender_id, client_id);
      create index ix_message_sender on message (sender_id, id);

      create table message_hidden (
        user_id bigint not null,
        message_id bigint not null,
        constraint pk_message_hidden primary key (user_id, message_id),
        constraint fk_message_hidden_message foreign key (message_id)
          references message (id) on delete cascade
      );
      create index ix_message_hidden_message on message_hidden (message_id);

      create table chat_setting (
        user_id bigint not null,
        messages_from text,
        read_receipts boolean not null default true,
        presence boolean not null default false,
        version integer not null default 1,
        constraint pk_chat_setting primary key (user_id),
        constraint ck_chat_setting_from
          check (messages_from in ('everyone', 'following', 'nobody'))
      );

      create table request_allowance (
        user_id bigint not null,
        asked_at timestamptz[] not null,
        constraint pk_request_allowance primary key (user_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table request_allowance, chat_setting, message_hidden, message, room_member, room
    `);
  }
}
