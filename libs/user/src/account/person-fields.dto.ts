import { type FieldOptions, TextField } from '#libs/http';
import { parsePhone } from './contact.js';
import { MAX_NAME, parseFullName, parseNickname } from './names.js';

/** A nickname to have. */
export function NicknameField(options: FieldOptions): PropertyDecorator {
  return TextField({
    kind: 'exact',
    minLength: 1,
    maxLength: MAX_NAME,
    check: readable(
      parseNickname,
      'It must have 1 to 30 letters, digits, `_` and `.`, all of them to be seen, not dots alone.',
    ),
    example: 'mina',
    ...options,
  });
}

/** A full name to have. */
export function FullNameField(options: Omit<FieldOptions, 'description'>): PropertyDecorator {
  return TextField({
    description: 'Full name.',
    minLength: 1,
    maxLength: MAX_NAME,
    check: readable(
      parseFullName,
      'It must be a name of 1 to 30 characters that turns no text around.',
    ),
    example: 'Kim Mina',
    ...options,
  });
}

/** A phone number to have, or `null`. */
export function PhoneField(options: FieldOptions): PropertyDecorator {
  return TextField({
    maxLength: 40,
    check: readable(parsePhone, 'It must be a phone number that somebody can have.'),
    optional: true,
    nullable: true,
    example: '010-1234-5678',
    ...options,
  });
}

function readable(parse: (text: string) => string | undefined, detail: string) {
  return {
    code: 'invalid-format',
    detail,
    passes: (value: unknown) => typeof value !== 'string' || parse(value) !== undefined,
  };
}
