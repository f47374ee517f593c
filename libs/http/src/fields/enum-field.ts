import { type Check, field, type FieldOptions, isType } from './field.js';

/** The checks of a text out of a closed list. */
export function enumChecks(values: readonly string[]): Check[] {
  return [
    isType('a text', (value) => typeof value === 'string'),
    {
      code: 'not-allowed',
      detail: `It must be one of: ${values.join(', ')}.`,
      passes: (value) => typeof value !== 'string' || values.includes(value),
    },
  ];
}

/** One of a closed list of words. */
export function EnumField(
  options: FieldOptions & {
    readonly values: readonly [string, ...string[]];
    /** Its name in the OpenAPI document, shared by every field with the same values. */
    readonly name: string;
  },
): PropertyDecorator {
  return field(
    { example: options.values[0], ...options },
    {
      checks: enumChecks(options.values),
      schema: { type: 'string', enum: [...options.values], enumName: options.name },
    },
  );
}
