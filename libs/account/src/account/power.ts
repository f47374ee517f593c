import type { Role } from '#libs/kernel';

/** Days in which an account that its owner deleted can be restored. */
export const RESTORE_DAYS = 30;

/** Administrators act on ordinary users, superusers on everybody. */
export function mayAdminister(actor: Role, target: Role): boolean {
  return actor === 'superuser' || (actor === 'admin' && target === 'user');
}

/** Only superusers change roles. */
export function mayChangeRoles(actor: Role): boolean {
  return actor === 'superuser';
}

/** Only superusers have people erased. */
export function mayErase(actor: Role): boolean {
  return actor === 'superuser';
}
