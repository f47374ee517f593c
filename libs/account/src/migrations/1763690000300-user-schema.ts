import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, profiles, sessions and what they need. */
export class UserSchema1763690000300 implements MigrationInterface {
  name = 'UserSchema1763690000300';

  async up(runner: QueryRunner): Promise<void> {
    await this.createPeople(runner);
    await this.createNameSearch(runner);
    await this.createSessions(runner);
    await this.createMailTokens(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table mail_token, known_place, refresh_token, session,
        reserved_nickname, user_counter, profile, user_account
    `);
    await runner.query(`drop function name_bigrams(text)`);
  }

  private async createPeople(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table user_account (
        id bigint not null default next_id() constraint pk_user_account primary key,
        email text not null,
        email_folded text not null constraint uq_user_email unique,
        email_verified_at timestamptz,
        pending_email text,
        phone text constraint uq_user_phone unique,
        full_name text not null,
        full_name_folded text not null,
        password_hash text not null,
        role text not null default 'user'
          constraint ck_user_role check (role in ('user', 'admin', 'superuser')),
        is_active boolean not null default true,
        deleted_at timestamptz,
        last_login_at timestamptz,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint ck_user_deleted check (deleted_at is null or not is_active)
      )
    `);
    await runner.query(`
      create table profile (
        user_id bigint not null constraint pk_profile primary key
          constraint fk_profile_user references user_account (id) on delete cascade,
        nickname text not null,
        nickname_folded text not null constraint uq_profile_nickname unique,
        birthday date,
        bio text,
        image_media_id bigint,
        is_public boolean not null default true,
        links text[] not null default '{}',
        skills text[] not null default '{}',
        skills_folded text[] not null default '{}',
        region text,
        region_folded text,
        meet_time text
          constraint ck_profile_meet_time check (meet_time in ('weekday', 'weekend', 'any')),
        version integer not null default 1,
        updated_at timestamptz not null default now()
      )
    `);
    await runner.query(`
      create table user_counter (
        user_id bigint not null constraint pk_user_counter primary key
          constraint fk_user_counter_user references user_account (id) on delete cascade,
        follower_count integer not null default 0,
        following_count integer not null default 0,
        post_count integer not null default 0
      )
    `);
    await runner.query(`
      create table reserved_nickname (
        nickname_folded text not null constraint pk_reserved_nickname primary key,
        user_id bigint not null
          constraint fk_reserved_nickname_user references user_account (id) on delete cascade,
        reserved_until timestamptz not null
      )
    `);
    await runner.query(`create index ix_reserved_nickname_user on reserved_nickname (user_id)`);
  }

  private async createNameSearch(runner: QueryRunner): Promise<void> {
    // Pairs of neighbouring characters: they find a substring of two Hangul syllables, which trigrams can't.
    // The cost makes the planner compare names before it cuts them up.
    await runner.query(`
      create function name_bigrams(folded text) returns text[]
      language sql immutable strict parallel safe cost 10000
      as $$
        select coalesce(array_agg(distinct substr(folded, i, 2)), '{}')
        from generate_series(1, length(folded) - 1) as i
      $$
    `);
    await runner.query(`
      create index ix_user_full_name on user_account using gin (name_bigrams(full_name_folded))
    `);
    await runner.query(`
      create index ix_profile_nickname on profile using gin (name_bigrams(nickname_folded))
    `);
    await runner.query(`create index ix_profile_skills on profile using gin (skills_folded)`);
    await runner.query(`create index ix_profile_region on profile (region_folded, user_id)`);
  }

  private async createSessions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table session (
        id bigint not null default next_id() constraint pk_session primary key,
        user_id bigint not null
          constraint fk_session_user references user_account (id) on delete cascade,
        ip text not null,
        user_agent text,
        created_at timestamptz not null default now(),
        last_used_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz
      )
    `);
    await runner.query(`
      create index ix_session_user on session (user_id, id desc) where revoked_at is null
    `);
    await runner.query(`create index ix_session_expiry on session (expires_at)`);
    await runner.query(`
      create table refresh_token (
        token_hash bytea not null constraint pk_refresh_token primary key,
        session_id bigint not null
          constraint fk_refresh_token_session references session (id) on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        rotated_at timestamptz,
        successor_seed bytea
      )
    `);
    await runner.query(`create index ix_refresh_token_session on refresh_token (session_id)`);
    await runner.query(`create index ix_refresh_token_expiry on refresh_token (expires_at)`);
    await runner.query(`
      create table known_place (
        user_id bigint not null
          constraint fk_known_place_user references user_account (id) on delete cascade,
        place_hash bytea not null,
        last_seen_at timestamptz not null default now(),
        constraint pk_known_place primary key (user_id, place_hash)
      )
    `);
    await runner.query(`create index ix_known_place_last_seen on known_place (last_seen_at)`);
  }

  private async createMailTokens(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mail_token (
        token_hash bytea not null constraint pk_mail_token primary key,
        user_id bigint not null
          constraint fk_mail_token_user references user_account (id) on delete cascade,
        purpose text not null
          constraint ck_mail_token_purpose check (purpose in ('verify-email', 'reset-password')),
        email text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null
      )
    `);
    await runner.query(`create index ix_mail_token_user on mail_token (user_id, purpose)`);
    await runner.query(`create index ix_mail_token_expiry on mail_token (expires_at)`);
  }
}
