import { blocks, follows, givesRole, suspends } from './acts.js';
import { people, type Person } from './people.js';

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
export type Cast = Readonly<Record<Exclude<Caller, 'anonymous'>, Person>>;

/** Signs a new cast up and ties it together. */
export async function newCast(): Promise<Cast> {
  const cast = await people(
    'stranger',
    'follower',
    'blocked',
    'owner',
    'suspended',
    'admin',
    'superuser',
  );
  await Promise.all([
    follows(cast.follower, cast.owner),
    blocks(cast.owner, cast.blocked),
    suspends(cast.suspended),
    givesRole(cast.admin, 'admin'),
    givesRole(cast.superuser, 'superuser'),
  ]);
  return cast;
}
