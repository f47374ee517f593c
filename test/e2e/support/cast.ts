import { type Member, member, superuser } from './members.js';
import { call } from './wire.js';

/**
 * Who calls. Everybody but the anonymous caller is signed in; but for what is said here they are strangers to each
 * other.
 *
 * - `anonymous`: sends no token.
 * - `stranger`: an ordinary person without any tie to the owner.
 * - `follower`: follows the owner, who has accepted it.
 * - `blocked`: the owner blocks this person.
 * - `owner`: has the things that the calls are about.
 * - `suspended`: an administrator has suspended this person; the token is from before.
 * - `admin`: has the role `admin`.
 * - `superuser`: has the role `superuser`.
 */
export const CALLERS = [
  'anonymous',
  'stranger',
  'follower',
  'blocked',
  'owner',
  'suspended',
  'admin',
  'superuser',
] as const;

export type Caller = (typeof CALLERS)[number];

/** One of each kind of caller. */
export type Cast = Readonly<Record<Exclude<Caller, 'anonymous'>, Member>>;

let root: Promise<Member> | undefined;

/** Somebody who may do everything to everybody, and plays no part. */
export function stageManager(): Promise<Member> {
  root ??= superuser();
  return root;
}

/** Changes an account as an administrator does. */
export async function administer(
  { id }: Member,
  change: { role?: string; isActive?: boolean },
): Promise<void> {
  const { token } = await stageManager();
  const body = { ...change, reason: 'For the tests' };
  await call('PATCH', `/v1/admin/users/${id}`, { token, body });
}

/** Signs a new cast up and ties it together. */
export async function newCast(): Promise<Cast> {
  const names = ['stranger', 'follower', 'blocked', 'owner', 'suspended', 'admin', 'superuser'];
  const [stranger, follower, blocked, owner, suspended, admin, superuser] = (await Promise.all(
    names.map(member),
  )) as [Member, Member, Member, Member, Member, Member, Member];
  await Promise.all([
    call('PUT', `/v1/users/${owner.id}/follow`, { token: follower.token }),
    call('PUT', `/v1/users/${blocked.id}/block`, { token: owner.token }),
    administer(suspended, { isActive: false }),
    administer(admin, { role: 'admin' }),
    administer(superuser, { role: 'superuser' }),
  ]);
  return { stranger, follower, blocked, owner, suspended, admin, superuser };
}
