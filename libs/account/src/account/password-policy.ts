import { codePoints, fold } from '#libs/kernel';
import { isCommonPassword } from './common-passwords.js';

/** Shortest password, in code points. */
export const MIN_PASSWORD = 10;
/** Longest password, in code points. */
export const MAX_PASSWORD = 128;

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
];
const STEMS =
  /^(password|passw0rd|p@ssword|p@ssw0rd|qwerty|welcome|letmein|iloveyou|admin)[\d!@#$.*?]*$/;

/** Whose password it is to be: it must not be equal to any of these. */
export interface PasswordOwner {
  readonly email?: string | undefined;
  readonly nickname?: string | undefined;
}

/** Whether a password, of whatever length, is one that guessers try first. Letter case makes no difference. */
export function isWeakPassword(password: string, owner: PasswordOwner): boolean {
  const folded = fold(password);
  const { email = '', nickname = '' } = owner;
  const [mailbox = ''] = email.split('@');
  return (
    [email, mailbox, nickname].map(fold).includes(folded) ||
    isCommonPassword(folded) ||
    STEMS.test(folded) ||
    isRepetition(folded) ||
    isRow(folded)
  );
}

/** `aaaaaaaaaa`, `abc1abc1abc1`, `passwordpassword` */
function isRepetition(text: string): boolean {
  return /^(.+?)\1+$/su.test(text) && codePoints(text) > 1;
}

/** Neighbours on the keyboard or in the alphabet, in either direction. */
function isRow(text: string): boolean {
  const backwards = Array.from(text).reverse().join('');
  return ROWS.some((row) => {
    const round = row.repeat(Math.ceil(MAX_PASSWORD / row.length) + 1);
    return round.includes(text) || round.includes(backwards);
  });
}
