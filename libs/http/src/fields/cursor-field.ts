import { field, type FieldOptions, isType } from './field.js';

/** Longest cursor that a list makes. */
const MAX_CURSOR = 2000;

/** The cursor of a list. The list judges it, so that whatever is wrong with it is told in the same way. */
export function CursorField(options: Omit<FieldOptions, 'example'>): PropertyDecorator {
  return field(
    { example: 'WyJwb3N0cy5sYXRlc3QiLCIxODQ5Mjc0NjEwMjM5NDg4MDAxIl0', ...options },
    {
      checks: [isType('a text', (value) => typeof value === 'string')],
      schema: { type: 'string', maxLength: MAX_CURSOR },
    },
  );
}
