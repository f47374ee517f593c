import { type FieldOptions, TextField } from '#libs/http';
import { parsePhone } from './contact.js';
import { MAX_NAME, parseFullName } from './names.js';

/** A full name to have. */
export function FullNameField(options: Omit<FieldOptions, 'description'>): PropertyDecorator {
  return TextField({
    description: 'Full name.',
    minLength: 1,
    maxLength: MAX_NAME,
    check: readableBy(
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
    check: readableBy(parsePhone, 'It must be a phone number that somebody can have.'),
    optional: true,
    nullable: true,
    example: '010-1234-5678',
    ...options,
  });
}

/** A check of a field: whether a text can be read. */
export function readableBy(parse: (text: string) => string | undefined, detail: string) {
  return {
    code: 'invalid-format',
    detail,
    passes: (value: unknown) => typeof value !== 'string' || parse(value) !== undefined,
  };
}
