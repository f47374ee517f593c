import { codePoints, compose, isLine, isVisible, trimmed, turnsDirection } from '#libs/kernel';

/** Longest name, full or nick, in code points. */
export const MAX_NAME = 30;

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
