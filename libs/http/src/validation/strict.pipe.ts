import type { ArgumentMetadata, PipeTransform, Type } from '@nestjs/common';
import { isPlainObject } from '../fields/object-field.js';
import { readDto } from './read-dto.js';

/** Turns bodies and queries into instances of their DTO classes, and refuses what those don't declare. */
export class StrictPipe implements PipeTransform {
  /** What a query without parameters means, which most have. */
  private readonly defaults = new Map<unknown, unknown>();

  /** @throws Error when the parameter has no DTO class */
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !isDto(metatype)) {
      throw new Error('Only a body or a query with a DTO class can be read.');
    }
    if (type === 'body' || !isPlainObject(value) || Object.keys(value).length > 0) {
      return readDto(metatype, value, type);
    }
    const defaults = this.defaults.get(metatype) ?? Object.freeze(readDto(metatype, {}, type));
    this.defaults.set(metatype, defaults);
    return defaults;
  }
}

function isDto(metatype: unknown): metatype is Type<object> {
  return typeof metatype === 'function' && metatype !== Object;
}
