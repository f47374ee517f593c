import { field, type FieldOptions, isType } from './field.js';
import type { OpenWords } from './open-words.js';

/** One of the words that the loaded libs declare; the document lists them when all are loaded. */
export function WordField(
  options: FieldOptions & { readonly of: OpenWords; readonly example: string },
): PropertyDecorator {
  const { of, example } = options;
  return field(options, {
    checks: [
      isType('a text', (value) => typeof value === 'string'),
      {
        code: 'not-allowed',
        detail: `It must be one of the words of ${of.name}.`,
        passes: (value) => typeof value !== 'string' || of.all.includes(value),
      },
    ],
    schema: { type: 'string', enum: [example], enumName: of.name },
  });
}
