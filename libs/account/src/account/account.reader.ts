import { Injectable } from '@nestjs/common';
import { idsIn, prepared, sql, SqlReader } from '#libs/database';
import type { Role, SessionId, UserId } from '#libs/kernel';
import {
  ACCOUNT_COLUMNS,
  type AccountRow,
  presentAccount,
  type PrivateAccount,
} from './account-row.sql.js';
import { KnownNameRegistry } from './known-name.registry.js';

/** An account as login needs it. */
export interface SignInAccount {
  readonly id: UserId;
  readonly passwordHash: string;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
  /** Whether its owner signed in from this place before. */
  readonly fromKnownPlace: boolean;
}

/** Where the mails of an account go. */
export interface Contact {
  readonly id: UserId;
  readonly email: string;
  /** Whether somebody has shown to read mail there. */
  readonly verified: boolean;
  readonly fullName: string;
}

const CONTACT = sql`id, email, email_verified_at is not null as verified, full_name as "fullName"`;

/** A live session of somebody who may act. */
interface Actor {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly role: Role;
}

const ACTORS = prepared<{ sessions: readonly SessionId[] }>(
  'user.actors',
  (slot) => sql`
  select s.id as "sessionId", s.user_id as "userId", u.role
  from session s
  join user_account u on u.id = s.user_id
  where s.id = any (${idsIn(slot('sessions'))}) and s.revoked_at is null and u.is_active
  `,
);

/** Reads of accounts that decide access, and of the addresses that mails go to. */
@Injectable()
export class AccountReader {
  private readonly actorOf: (sessionId: SessionId) => Promise<Actor | undefined>;

  constructor(
    private readonly reader: SqlReader,
    private readonly names: KnownNameRegistry,
  ) {
    this.actorOf = reader.gathered(async (sessionIds) => {
      const actors = await reader.query<Actor>(ACTORS({ sessions: sessionIds }));
      const bySession = new Map(actors.map((actor) => [actor.sessionId, actor]));
      return sessionIds.map((id) => bySession.get(id));
    });
  }

  /** @param place the forms in which the place of the attempt may be known */
  toSignIn(emailFolded: string, place: readonly Buffer[]): Promise<SignInAccount | undefined> {
    return this.reader.one(
      sql`
      select
        u.id,
        u.password_hash as "passwordHash",
        u.is_active as "isActive",
        u.deleted_at is not null as "isDeleted",
        exists (
          select from known_place k
          where k.user_id = u.id and k.place_hash = any (${place}::bytea[])
        ) as "fromKnownPlace"
      from user_account u
      where u.email_folded = ${emailFolded}
      `,
    );
  }

  /** Session and person behind an access token, as they are now; `undefined` when they can't act. */
  async actor(userId: UserId, sessionId: SessionId): Promise<{ role: Role } | undefined> {
    const actor = await this.actorOf(sessionId);
    return actor?.userId === userId ? actor : undefined;
  }

  /** Which of these are in use by an account other than `but`. */
  async taken(
    wanted: { readonly emailFolded?: string; readonly phone?: string | null },
    but: UserId | null = null,
  ): Promise<{ email: boolean; phone: boolean }> {
    const butValue = sql.value(but);
    const row = await this.reader.one<{ email: boolean; phone: boolean }>(
      sql`
      select
        exists (
          select from user_account where email_folded = ${wanted.emailFolded ?? null} and id is distinct from ${butValue}::bigint
        ) as email,
        exists (
          select from user_account where phone = ${wanted.phone ?? null} and id is distinct from ${butValue}::bigint
        ) as phone
      `,
    );
    return row ?? { email: false, phone: false };
  }

  /** Where a mail about the verification of an address goes; `undefined` when nothing is to verify. */
  toVerify(userId: UserId): Promise<{ email: string } | undefined> {
    return this.reader.one(
      sql`
      select coalesce(pending_email, email) as email
      from user_account
      where id = ${userId} and is_active and (pending_email is not null or email_verified_at is null)
      `,
    );
  }

  /** The active account with an address. */
  activeByEmail(emailFolded: string): Promise<Contact | undefined> {
    return this.reader.one(
      sql`
      select ${CONTACT}
      from user_account
      where email_folded = ${emailFolded} and is_active
      `,
    );
  }

  /** Where notes about the security of an active account go. */
  contact(userId: UserId): Promise<Contact | undefined> {
    return this.reader.one(
      sql`
      select ${CONTACT}
      from user_account
      where id = ${userId} and is_active
      `,
    );
  }

  /** The account with an address, whatever its state. */
  byEmail(emailFolded: string): Promise<{ id: UserId; role: Role } | undefined> {
    return this.reader.one(
      sql`select id, role from user_account where email_folded = ${emailFolded}`,
    );
  }

  /** What the password of a person is checked against. */
  async credentials(
    userId: UserId,
  ): Promise<{ passwordHash: string; email: string; nickname: string | undefined } | undefined> {
    const account = await this.reader.one<{ passwordHash: string; email: string }>(
      sql`
      select password_hash as "passwordHash", email
      from user_account
      where id = ${userId} and is_active
      `,
    );
    return account && { ...account, nickname: await this.names.of(userId) };
  }

  /** The account of a person, active or not, as the person sees it. */
  async own(userId: UserId): Promise<PrivateAccount | undefined> {
    const row = await this.reader.one<AccountRow>(
      sql`select ${ACCOUNT_COLUMNS} from user_account u where u.id = ${userId}`,
    );
    return row && presentAccount(row);
  }
}
