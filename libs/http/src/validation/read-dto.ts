import type { Type } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { DomainError, type FieldError } from '#libs/kernel';
import { type Check, type FieldShape, fieldsOf, ITEM_CHECK, ItemChecks } from '../fields/field.js';
import { isPlainObject } from '../fields/object-field.js';
import { ValidationFailed } from '../problems/http.errors.js';

/** Where a value comes from: it decides how texts are read and how pointers are written. */
export type Source = 'body' | 'query' | 'form';

/** The first check of a field that fails is the one that is told. */
const ONE_PER_FIELD = { forbidUnknownValues: false, stopAtFirstError: true };

/** Most errors that one answer lists. */
const MAX_ERRORS = 50;

/**
 * Makes an instance of a DTO class from a request, and refuses what its fields don't allow: unknown names,
 * missing and wrong values. Fields that were left out are absent from the instance or have their default.
 *
 * @throws DomainError `validation-failed`
 */
export function readDto<Dto extends object>(dto: Type<Dto>, raw: unknown, source: Source): Dto {
  const { value, errors } = inspect(dto, raw, source);
  if (errors.length > 0) {
    throw invalid(errors);
  }
  return value;
}

/** A body as it was sent, some of whose fields may be refused. */
export interface Form<Dto extends object> {
  /** The fields that are as they should be. */
  readonly fields: Partial<Dto>;
  /** What is wrong with the others. */
  readonly errors: readonly FieldError[];
}

/**
 * The same for a form whose fields are judged further before it is answered, so that the answer tells all that is
 * refused.
 *
 * @throws DomainError `validation-failed` when it is no form at all
 */
export function readForm<Dto extends object>(
  dto: Type<Dto>,
  raw: unknown,
  source: Exclude<Source, 'query'> = 'body',
): Form<Dto> {
  const { value, errors } = inspect(dto, raw, source);
  const fields: Partial<Dto> = value;
  for (const { pointer } of errors) {
    Reflect.deleteProperty(fields, pointer.split('/')[1] ?? '');
  }
  return { fields, errors };
}

function inspect<Dto extends object>(
  dto: Type<Dto>,
  raw: unknown,
  source: Source,
): { value: Dto; errors: readonly FieldError[] } {
  if (!isPlainObject(raw)) {
    throw invalid([
      raw === undefined
        ? { pointer: '', code: 'required', detail: 'A JSON body is required.' }
        : { pointer: '', code: 'wrong-type', detail: 'The body must be a JSON object.' },
    ]);
  }
  const reader = new DtoReader(source);
  const instance = reader.read(dto, raw, '');
  reader.collect(validateSync(instance, ONE_PER_FIELD), '');
  return { value: instance, errors: reader.errors };
}

/** The error of a request with these rejected parts. */
export function invalid(errors: readonly FieldError[], cause?: unknown): DomainError {
  const [first] = errors;
  return new DomainError(ValidationFailed, {
    errors: errors.slice(0, MAX_ERRORS),
    cause,
    ...(first && {
      detail: first.pointer === '' ? first.detail : `${first.pointer}: ${first.detail}`,
    }),
  });
}

class DtoReader {
  readonly errors: FieldError[] = [];

  constructor(private readonly source: Source) {}

  /** An instance with the declared fields of `raw`, its nested objects made likewise. */
  read<Dto extends object>(dto: Type<Dto>, raw: Record<string, unknown>, at: string): Dto {
    const fields = fieldsOf(dto);
    for (const name of Object.keys(raw)) {
      if (!fields.has(name)) {
        this.refuseUnknown(at, name);
      }
    }
    const instance = new dto();
    for (const [name, shape] of fields) {
      const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
      const value = this.value(shape, given, this.pointer(at, name));
      if (value !== undefined) {
        Reflect.set(instance, name, value);
      } else if (Reflect.get(instance, name) === undefined) {
        Reflect.deleteProperty(instance, name);
      }
    }
    return instance;
  }

  /** Adds what class-validator found, one error for each field. */
  collect(found: readonly ValidationError[], at: string): void {
    for (const { property, value, constraints = {}, contexts, children = [] } of found) {
      const pointer = this.pointer(at, property);
      const [failed] = Object.entries(constraints);
      if (failed === undefined) {
        this.collect(children, pointer);
      } else if (failed[0] === ITEM_CHECK && Array.isArray(value)) {
        this.collectItems(itemChecksOf(contexts), value, pointer);
      } else if (!this.errors.some((error) => error.pointer === pointer)) {
        this.errors.push({ pointer, code: failed[0], detail: failed[1] });
      }
    }
  }

  private collectItems(checks: readonly Check[], items: readonly unknown[], pointer: string): void {
    items.forEach((item, index) => {
      const failed = checks.find((check) => !check.passes(item));
      if (failed) {
        const at = this.source === 'body' ? `${pointer}/${index}` : pointer;
        this.errors.push({ pointer: at, code: failed.code, detail: failed.detail });
      }
    });
  }

  private value(shape: FieldShape, given: unknown, pointer: string): unknown {
    if (given === undefined || given === null) {
      return given;
    }
    const value = shape.form(
      this.source === 'query' ? this.fromQuery(shape, given, pointer) : given,
    );
    const { nested, items } = shape;
    if (!nested) {
      return value;
    }
    if (items) {
      return Array.isArray(value) && value.length <= items.max
        ? value.map((item: unknown, index) =>
            isPlainObject(item) ? this.read(nested(), item, `${pointer}/${index}`) : item,
          )
        : value;
    }
    return isPlainObject(value) ? this.read(nested(), value, pointer) : value;
  }

  private fromQuery(shape: FieldShape, given: unknown, pointer: string): unknown {
    if (shape.items) {
      return Array.isArray(given) ? given : [given];
    }
    if (Array.isArray(given)) {
      this.errors.push({
        pointer,
        code: 'repeated-parameter',
        detail: 'This parameter can be given once only.',
      });
    }
    return typeof given === 'string' ? shape.fromText(given) : given;
  }

  private refuseUnknown(at: string, name: string): void {
    const pointer = this.pointer(at, name.slice(0, 100));
    this.errors.push(
      this.source === 'query'
        ? { pointer, code: 'unknown-parameter', detail: 'There is no such parameter.' }
        : { pointer, code: 'unknown-field', detail: 'There is no such field.' },
    );
  }

  private pointer(at: string, name: string): string {
    if (this.source === 'query') {
      return `?${name}`;
    }
    return `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
}

/** What the failed check of a list asks of each item. */
function itemChecksOf(contexts: ValidationError['contexts']): readonly Check[] {
  const told: unknown = contexts?.[ITEM_CHECK];
  return isPlainObject(told) && told['of'] instanceof ItemChecks ? told['of'].checks : [];
}
