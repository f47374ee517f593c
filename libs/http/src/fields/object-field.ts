import type { Type } from '@nestjs/common';
import { field, type FieldOptions, isType } from './field.js';

/** Whether a value is an object as JSON knows it: no list, not `null`. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of another DTO class. */
export function ObjectField(dto: () => Type<object>, options: FieldOptions): PropertyDecorator {
  return field(options, {
    checks: [isType('an object', isPlainObject)],
    nested: dto,
    schema: { type: () => dto() },
  });
}

/** An object whose keys are data: names and short texts, or any JSON. For answers. */
export function MapField(
  options: FieldOptions & {
    /** `text`: every value is a text of at most `maxLength`. `json`: anything. */
    readonly of: 'text' | 'json';
    readonly maxLength?: number;
  },
): PropertyDecorator {
  return field(options, {
    checks: [isType('an object', isPlainObject)],
    schema: {
      type: Object,
      additionalProperties:
        options.of === 'text' ? { type: 'string', maxLength: options.maxLength ?? 2048 } : true,
    },
  });
}
