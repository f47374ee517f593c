import { field, type FieldOptions, isType } from './field.js';

/** A whole number between two limits, both included. */
export function IntegerField(
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max } = options;
  return field(
    { example: min, ...options },
    {
      checks: [
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
      ],
      fromText: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
      schema: {
        type: 'integer',
        minimum: min,
        maximum: max,
        ...(max > 2_147_483_647 && { format: 'int64' }),
      },
    },
  );
}
