import {
  codePoints,
  compose,
  hidesSomething,
  isLine,
  isVisible,
  trimmed,
  turnsDirection,
} from '#libs/kernel';

/** Longest nickname and full name, in code points. */
export const MAX_NAME = 30;

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

/**
 * A full name as it is stored: composed, without space around it.
 *
 * @returns `undefined` when nothing to be seen or too much is left, or something that no line or no name has
 */
export function parseFullName(text: string): string | undefined {
  const name = trimmed(compose(text));
  return isVisible(name) && isLine(name) && !turnsDirection(name) && codePoints(name) <= MAX_NAME
    ? name
    : undefined;
}
