import { isId } from '#libs/kernel';
import { type Check, field, type FieldOptions, isType } from './field.js';

/** The OpenAPI form of an id. */
export const ID_SCHEMA = { type: 'string', pattern: '^[1-9]\\d{0,18}$', maxLength: 19 } as const;

/** An id for examples. */
export const EXAMPLE_ID = '1849274610239488001';

export const idChecks: readonly Check[] = [
  isType('an id: a text of decimal digits', (value) => typeof value === 'string'),
  {
    code: 'invalid-format',
    detail: 'It must be an id: decimal digits, as the API gives them.',
    passes: (value) => typeof value !== 'string' || isId(value),
  },
];

/** An id: a text of decimal digits. */
export function IdField(options: FieldOptions): PropertyDecorator {
  return field({ example: EXAMPLE_ID, ...options }, { checks: idChecks, schema: ID_SCHEMA });
}
