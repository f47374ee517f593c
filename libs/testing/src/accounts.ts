import {
  AccountRepository,
  AccountStatusService,
  PasswordHasherService,
  SessionService,
  type SignedIn,
} from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { EmailVerificationRequested } from '#libs/events';
import type { Role, UserId, Viewer } from '#libs/kernel';
import { numberOf, oneOfEach, uniqueName } from './names.js';
import type { TestApp } from './test-app.js';

/** Somebody with an account and a session, who may be without a profile. */
export interface Account {
  readonly id: UserId;
  /** Its owner as the sender of a request: what services take. */
  readonly viewer: Viewer;
  /** What the test calls it: unique in a program. */
  readonly name: string;
  readonly fullName: string;
  readonly email: string;
  /** E.164 */
  readonly phone: string;
  readonly password: string;
  /** Access token. */
  readonly token: string;
  readonly refreshToken: string;
}

/** What is written of an account. */
export type AccountForm = Pick<Account, 'fullName' | 'email' | 'phone' | 'password'>;

/** The password of everybody in tests. */
export const TEST_PASSWORD = 'amber-kettle-42';

/** From where everybody in tests signs up. */
export const TEST_CLIENT = { ip: '127.0.0.1', userAgent: 'maru-test', language: 'en' } as const;

/**
 * Makes accounts: `const { alice, bob } = await accounts(app, 'alice', 'bob')`. The first alice of a program has
 * the name `alice`, the next ones `alice2`, `alice3` …
 */
export function accounts<Name extends string>(
  app: Pick<TestApp, 'get'>,
  ...names: readonly Name[]
): Promise<Record<Name, Account>> {
  return oneOfEach(names, (name) => account(app, name));
}

/** Makes one account, with what is given and defaults for the rest, and signs its owner in. */
export async function account(
  app: Pick<TestApp, 'get'>,
  name: string,
  given: Partial<AccountForm> = {},
): Promise<Account> {
  const unique = uniqueName(app, name);
  const form = { ...accountForm(app, unique), ...given };
  const passwordHash = await app.get(PasswordHasherService).hash(form.password);
  const signedIn = await app.get(UnitOfWork).run(async () => {
    const userId = await app
      .get(AccountRepository)
      .add({ ...form, emailVerified: false, passwordHash, role: 'user' });
    await app
      .get(DomainEvents)
      .publish(new EmailVerificationRequested({ userId, language: TEST_CLIENT.language }));
    return app.get(SessionService).open(userId, TEST_CLIENT);
  });
  return { name: unique, ...form, ...signedInAs(signedIn) };
}

/** Lets somebody be of a role from the next request on. */
export async function givesRole(
  app: Pick<TestApp, 'sql'>,
  { id }: Pick<Account, 'id'>,
  role: Role,
): Promise<void> {
  await app.sql(`update user_account set role = $2 where id = $1`, [id, role]);
}

/** Suspends an account, as administrators do. */
export async function suspends(
  app: Pick<TestApp, 'get'>,
  { id }: Pick<Account, 'id'>,
): Promise<void> {
  await app.get(AccountStatusService).suspend(id);
}

/** Deletes the own account. */
export async function deletesAccount(
  app: Pick<TestApp, 'get'>,
  { id }: Pick<Account, 'id'>,
): Promise<void> {
  await app.get(AccountStatusService).deleteOwn(id);
}

/** Restores an account that was suspended, or deleted by its owner. */
export async function restores(
  app: Pick<TestApp, 'get'>,
  { id }: Pick<Account, 'id'>,
): Promise<void> {
  await app.get(AccountStatusService).reactivate(id);
}

/** What an account is made of when the test doesn't say. */
export function accountForm(app: object, name: string): AccountForm {
  return {
    email: `${name}@example.com`,
    password: TEST_PASSWORD,
    fullName: `Test ${name}`.slice(0, 30),
    phone: `+8210${20_000_000 + numberOf(app, ' people')}`,
  };
}

/** Who has signed in, and by what. */
export function signedInAs({
  userId,
  sessionId,
  tokens,
}: SignedIn): Pick<Account, 'id' | 'viewer' | 'token' | 'refreshToken'> {
  return {
    id: userId,
    viewer: { userId, sessionId, role: 'user' },
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}
