import { codePoints } from '#libs/kernel';

/** Longest nickname and full name, in code points. */
export const MAX_NAME = 30;

/** Days for which a nickname that was given up stays with its last owner. */
export const NICKNAME_RESERVED_DAYS = 30;

const NICKNAME = /^[\p{L}\p{Nd}_.][\p{L}\p{M}\p{Nd}_.]*$/u;

/**
 * A nickname as it is stored: composed, of letters of any script, digits, `_` and `.`.
 *
 * @returns `undefined` when the text is no nickname; dots alone are none, they can't stand in an address
 */
export function parseNickname(text: string): string | undefined {
  const nickname = text.normalize('NFC');
  return NICKNAME.test(nickname) && codePoints(nickname) <= MAX_NAME && !/^\.+$/.test(nickname)
    ? nickname
    : undefined;
}

/**
 * A full name as it is stored: composed, without space around it.
 *
 * @returns `undefined` when nothing, too much, or something unprintable is left
 */
export function parseFullName(text: string): string | undefined {
  const name = text.normalize('NFC').trim();
  return name !== '' && codePoints(name) <= MAX_NAME && !/\p{Cc}/u.test(name) ? name : undefined;
}
