import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { Json } from '#libs/kernel';

/** What every field of a body, query or answer says about itself. */
export interface FieldOptions {
  /** For the reader of the API: what it is, with its unit. */
  readonly description: string;
  /** A value as a client would see it. */
  readonly example?: Json;
  /** What it is when left out, for the reader; the class gives the field this value. */
  readonly default?: Json;
  /** The field may be left out. */
  readonly optional?: boolean;
  /** The field may be `null`. */
  readonly nullable?: boolean;
}

/** One condition on a value. Passes for values of a type that another check refuses. */
export interface Check {
  /** Stable, kebab-case; told to the client in `errors[].code`. */
  readonly code: string;
  readonly detail: string;
  readonly passes: (value: unknown) => boolean;
  /** Of a list: what is asked of each item, to tell which of them failed. */
  readonly ofItems?: ItemChecks;
}

/** What is asked of each item of a list: a class, to be known again in what class-validator found. */
export class ItemChecks {
  constructor(readonly checks: readonly Check[]) {}
}

/** How a field is read from a request and checked. */
export interface FieldShape {
  readonly optional: boolean;
  readonly nullable: boolean;
  /** In order: the first that fails is the one that is told. */
  readonly checks: readonly Check[];
  /** Makes the value of a query parameter from its text; a text that doesn't fit stays as it is. */
  readonly fromText: (text: string) => unknown;
  /** The form in which a value is checked and handed on, made from what was sent. */
  readonly form: (value: unknown) => unknown;
  /** Set for lists: how many items are read. */
  readonly items?: { readonly max: number };
  /** The class of the object, or of each item of the list. */
  readonly nested?: () => Type<object>;
}

/** The OpenAPI form of a field. */
export type FieldSchema = Extract<ApiPropertyOptions, { required?: boolean }>;

/** What one family of fields adds to the common options. */
export interface FieldFamily {
  readonly checks: readonly Check[];
  readonly schema: FieldSchema;
  readonly fromText?: (text: string) => unknown;
  readonly form?: FieldShape['form'];
  readonly items?: FieldShape['items'];
  readonly nested?: () => Type<object>;
}

/** The code of the check that fails when an item of a list is wrong. */
export const ITEM_CHECK = 'invalid-item';

const SHAPES = Symbol('maru:fields');

/** The fields that a DTO class declares, its superclasses' included, by name. */
export function fieldsOf(dto: Type<object>): ReadonlyMap<string, FieldShape> {
  const prototype: unknown = dto.prototype;
  const fields: unknown =
    typeof prototype === 'object' && prototype !== null
      ? Reflect.getMetadata(SHAPES, prototype)
      : undefined;
  return fields instanceof Map ? fields : new Map();
}

/** Builds a field decorator: validation and OpenAPI in one. */
export function field(options: FieldOptions, family: FieldFamily): PropertyDecorator {
  const optional = options.optional ?? false;
  const nullable = options.nullable ?? false;
  const checks: Check[] = [
    { code: 'required', detail: 'It is required.', passes: (value) => value !== undefined },
    { code: 'not-nullable', detail: 'It must not be null.', passes: (value) => value !== null },
    ...family.checks,
  ];
  const shape: FieldShape = {
    optional,
    nullable,
    checks,
    fromText: family.fromText ?? ((text) => text),
    form: family.form ?? ((value) => value),
    ...(family.items && { items: family.items }),
    ...(family.nested && { nested: family.nested }),
  };
  return applyDecorators(
    remember(shape),
    ValidateIf(
      (_dto, value) => !(optional && value === undefined) && !(nullable && value === null),
    ),
    ...checks.map(({ code, detail, passes, ofItems }) =>
      ValidateBy(
        { name: code, validator: { validate: passes, defaultMessage: () => detail } },
        ofItems && { context: { of: ofItems } },
      ),
    ),
    ...(family.nested ? [ValidateNested()] : []),
    ApiProperty({
      description: options.description,
      required: !optional,
      ...(nullable && { nullable: true }),
      ...(options.example !== undefined && { example: options.example }),
      ...(options.default !== undefined && { default: options.default }),
      ...family.schema,
    }),
  );
}

function remember(shape: FieldShape): PropertyDecorator {
  return (target, name) => {
    const inherited: unknown = Reflect.getMetadata(SHAPES, target);
    const fields = new Map<unknown, unknown>(inherited instanceof Map ? inherited : []);
    Reflect.defineMetadata(SHAPES, fields.set(name, shape), target);
  };
}

/** Whether all checks pass. */
export function passesAll(checks: readonly Check[], value: unknown): boolean {
  return checks.every((check) => check.passes(value));
}

/** A check of the type of a value; the others may then assume it. */
export function isType(name: string, passes: (value: unknown) => boolean): Check {
  return { code: 'wrong-type', detail: `It must be ${name}.`, passes };
}
