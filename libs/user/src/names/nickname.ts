import { MAX_NAME, readable } from '#libs/account';
import { codePoints, compose, hidesSomething } from '#libs/kernel';

/** Days for which a nickname that was given up stays with its last owner. */
export const NICKNAME_RESERVED_DAYS = 30;

const NICKNAME = /^[\p{L}\p{Nd}_.][\p{L}\p{M}\p{Nd}_.]*$/u;

/**
 * A nickname as it is stored: composed, of letters of any script, digits, `_` and `.`, all of them to be seen.
 *
 * @returns `undefined` when the text is no nickname; dots alone are none, they can't stand in an address
 */
export function parseNickname(text: string): string | undefined {
  const nickname = compose(text);
  return NICKNAME.test(nickname) &&
    !hidesSomething(nickname) &&
    codePoints(nickname) <= MAX_NAME &&
    !/^\.+$/.test(nickname)
    ? nickname
    : undefined;
}

/** @throws DomainError `validation-failed` */
export function readNickname(text: string): string {
  return readable(
    parseNickname(text),
    '/nickname',
    'It must have 1 to 30 letters, digits, `_` and `.`, not dots alone.',
  );
}
