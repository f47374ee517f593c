import type { Refusals } from '#libs/http';
import { WeakPassword } from './account.errors.js';
import { parsePhone } from './contact.js';
import { readable } from './invalid-field.js';
import { parseFullName } from './names.js';
import { isWeakPassword, type PasswordOwner } from './password-policy.js';

/** @throws DomainError `validation-failed` */
export function readPhone(text: string): string {
  return readable(parsePhone(text), '/phone', 'It must be a phone number that somebody can have.');
}

/** @throws DomainError `validation-failed` */
export function readFullName(text: string): string {
  return readable(parseFullName(text), '/fullName', 'It must be a name of 1 to 30 characters.');
}

/** Refuses a new password that is easy to guess. @param owner as far as it is known whose it is to be */
export function refuseWeakness(
  { newPassword }: { readonly newPassword?: string },
  owner: PasswordOwner | undefined,
  refusals: Refusals,
): void {
  if (newPassword !== undefined && isWeakPassword(newPassword, owner ?? {})) {
    refusals.refuse('/newPassword', WeakPassword);
  }
}
