import type { Type } from '@nestjs/common';
import { getSchemaPath } from '@nestjs/swagger';
import { urlChecks } from './address-fields.js';
import { enumChecks } from './enum-field.js';
import {
  type Check,
  field,
  type FieldOptions,
  type FieldSchema,
  isType,
  ITEM_CHECK,
  ItemChecks,
  passesAll,
} from './field.js';
import { ID_SCHEMA, idChecks } from './id-field.js';
import { integerChecks, type IntegerRules, integerSchema } from './integer-field.js';
import { isPlainObject } from './object-field.js';
import { textChecks, textForm, type TextRules, textSchema } from './text-field.js';

/** What is asked of a list and of its items. */
export interface ListRules extends Partial<TextRules>, Partial<IntegerRules> {
  /** Text (then `maxLength` is required), whole numbers (then `min` and `max` are), ids, web addresses, words of `values`, or objects of a DTO class. */
  readonly of: 'text' | 'id' | 'integer' | 'url' | 'enum' | Type<object>;
  /** Of an answer: what its objects may be instead, the same and more. */
  readonly orOf?: Type<object>;
  readonly minItems?: number;
  readonly maxItems: number;
  /** No item may come twice. */
  readonly unique?: boolean;
  /** For `of: 'enum'`. */
  readonly values?: readonly string[];
}

/** A list of bounded length. In a query, one value is a list of one. */
export function ListField(options: FieldOptions & ListRules): PropertyDecorator {
  const { of, maxItems, minItems = 0 } = options;
  const checks = itemChecks(options);
  return field(options, {
    checks: [
      isType('a list', (value) => Array.isArray(value)),
      {
        code: 'too-few',
        detail: `It must have at least ${minItems} items.`,
        passes: (value) => !Array.isArray(value) || value.length >= minItems,
      },
      {
        code: 'too-many',
        detail: `It must have at most ${maxItems} items.`,
        passes: (value) => !Array.isArray(value) || value.length <= maxItems,
      },
      {
        code: ITEM_CHECK,
        detail: 'One of its items is wrong.',
        passes: (value) =>
          !Array.isArray(value) ||
          value.length > maxItems ||
          value.every((item) => passesAll(checks, item)),
        ofItems: new ItemChecks(checks),
      },
      {
        code: 'duplicate',
        detail: 'No item may come twice.',
        passes: (value) =>
          !options.unique || !Array.isArray(value) || new Set(value).size === value.length,
      },
    ],
    items: { max: maxItems },
    ...(hasTexts(options) && {
      form: listForm(textForm(options.of === 'url' ? { kind: 'exact' } : options)),
    }),
    ...(typeof of !== 'string' && { nested: () => of }),
    schema: listSchema(options),
  });
}

function hasTexts({ of }: ListRules): boolean {
  return of === 'text' || of === 'url';
}

function listForm(itemForm: (item: unknown) => unknown): (value: unknown) => unknown {
  return (value) => (Array.isArray(value) ? value.map((item: unknown) => itemForm(item)) : value);
}

function itemChecks(rules: ListRules): readonly Check[] {
  switch (rules.of) {
    case 'id':
      return idChecks;
    case 'integer':
      return integerChecks(integerRules(rules));
    case 'url':
      return urlChecks(rules.maxLength);
    case 'enum':
      return enumChecks(rules.values ?? []);
    case 'text':
      return textChecks(textRules(rules));
    default:
      return [isType('an object', isPlainObject)];
  }
}

function integerRules({ min, max }: ListRules): IntegerRules {
  if (min === undefined || max === undefined) {
    throw new Error('A list of whole numbers needs the limits of its items.');
  }
  return { min, max };
}

function textRules(rules: ListRules): TextRules {
  const { maxLength } = rules;
  if (maxLength === undefined) {
    throw new Error('A list of texts needs a maxLength of its items.');
  }
  return { ...rules, maxLength };
}

function listSchema(rules: ListRules): FieldSchema {
  const size = {
    ...(rules.minItems !== undefined && { minItems: rules.minItems }),
    maxItems: rules.maxItems,
    ...(rules.unique && { uniqueItems: true }),
  };
  switch (rules.of) {
    case 'id':
      return { type: 'array', items: ID_SCHEMA, ...size };
    case 'integer':
      return { type: 'array', items: integerSchema(integerRules(rules)), ...size };
    case 'url':
      return {
        type: 'array',
        items: { type: 'string', format: 'uri', maxLength: rules.maxLength ?? 2048 },
        ...size,
      };
    case 'enum':
      return { type: 'array', items: { type: 'string', enum: [...(rules.values ?? [])] }, ...size };
    case 'text':
      return { type: 'array', items: textSchema(textRules(rules)), ...size };
    default: {
      const { of, orOf } = rules;
      if (orOf) {
        const anyOf = [of, orOf].map((dto) => ({ $ref: getSchemaPath(dto) }));
        return { type: 'array', items: { anyOf }, ...size };
      }
      return { type: () => of, isArray: true, ...size };
    }
  }
}
