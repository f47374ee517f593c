import { field, type FieldOptions, isType } from './field.js';

/** `true` or `false`. */
export function BooleanField(options: FieldOptions): PropertyDecorator {
  return field(
    { example: true, ...options },
    {
      checks: [isType('true or false', (value) => typeof value === 'boolean')],
      fromText: (text) => (text === 'true' ? true : text === 'false' ? false : text),
      schema: { type: 'boolean' },
    },
  );
}
