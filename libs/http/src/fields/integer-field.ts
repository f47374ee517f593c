import { type Check, field, type FieldOptions, isType } from './field.js';

/** The limits of a whole number, both included. */
export interface IntegerRules {
  readonly min: number;
  readonly max: number;
}

/** What is asked of a whole number. */
export function integerChecks({ min, max }: IntegerRules): readonly Check[] {
  return [
    isType('a whole number', (value) => Number.isSafeInteger(value)),
    {
      code: 'too-small',
      detail: `It must be at least ${min}.`,
      passes: (value) => typeof value !== 'number' || value >= min,
    },
    {
      code: 'too-large',
      detail: `It must be at most ${max}.`,
      passes: (value) => typeof value !== 'number' || value <= max,
    },
  ];
}

/** The OpenAPI form of a whole number. */
export function integerSchema({ min, max }: IntegerRules) {
  return { type: 'integer' as const, minimum: min, maximum: max };
}

/** A whole number between two limits, both included. */
export function IntegerField(options: FieldOptions & IntegerRules): PropertyDecorator {
  return field(
    { example: options.min, ...options },
    {
      checks: integerChecks(options),
      fromText: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
      schema: {
        ...integerSchema(options),
        ...(options.max > 2_147_483_647 && { format: 'int64' }),
      },
    },
  );
}
