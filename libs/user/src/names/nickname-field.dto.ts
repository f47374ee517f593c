import { MAX_NAME, readableBy } from '#libs/account';
import { type FieldOptions, TextField } from '#libs/http';
import { parseNickname } from './nickname.js';

/** A nickname to have. */
export function NicknameField(options: FieldOptions): PropertyDecorator {
  return TextField({
    kind: 'exact',
    minLength: 1,
    maxLength: MAX_NAME,
    check: readableBy(
      parseNickname,
      'It must have 1 to 30 letters, digits, `_` and `.`, all of them to be seen, not dots alone.',
    ),
    example: 'mina',
    ...options,
  });
}
