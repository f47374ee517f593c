import { isEmail } from 'class-validator';
import { hidesSomething, turnsDirection } from '#libs/kernel';
import { type Check, field, type FieldOptions } from './field.js';
import { textChecks, textForm } from './text-field.js';

const MAX_EMAIL = 254;
const MAX_URL = 2048;
/** Addresses are never mended. */
const EXACT = { kind: 'exact' } as const;

/** The checks of an http or https address. */
export function urlChecks(maxLength: number = MAX_URL): Check[] {
  return [
    ...textChecks({ ...EXACT, maxLength }),
    {
      code: 'invalid-format',
      detail: 'It must be a complete http or https address.',
      passes: (value) => typeof value !== 'string' || isWebAddress(value),
    },
  ];
}

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || turnsDirection(text) || !URL.canParse(text)) {
    return false;
  }
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && hostname !== '';
}

/** Whether a text is an email address that shows all that it is. */
export function isMailAddress(text: string): boolean {
  return text.length <= MAX_EMAIL && isEmail(text) && !hidesSomething(text);
}

/** An email address of at most 254 characters. */
export function EmailField(options: FieldOptions): PropertyDecorator {
  return field(
    { example: 'mina@example.com', ...options },
    {
      checks: [
        ...textChecks({ ...EXACT, maxLength: MAX_EMAIL }),
        {
          code: 'invalid-format',
          detail: 'It must be an email address.',
          passes: (value) => typeof value !== 'string' || isMailAddress(value),
        },
      ],
      form: textForm(EXACT),
      schema: { type: 'string', format: 'email', maxLength: MAX_EMAIL },
    },
  );
}

/** An http or https address, without a user name or password in it. */
export function UrlField(
  options: FieldOptions & { readonly maxLength?: number },
): PropertyDecorator {
  const { maxLength = MAX_URL } = options;
  return field(
    { example: 'https://example.com/mina', ...options },
    {
      checks: urlChecks(maxLength),
      form: textForm(EXACT),
      schema: { type: 'string', format: 'uri', maxLength },
    },
  );
}
