import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { readDto } from './read-dto.js';

const BUILT_IN: ReadonlySet<unknown> = new Set([String, Boolean, Number, Array, Object, Function]);

/** Turns bodies and queries into instances of their DTO classes, and refuses what those don't declare. */
@Injectable()
export class StrictPipe implements PipeTransform {
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || data !== undefined) {
      return value;
    }
    return metatype === undefined || BUILT_IN.has(metatype)
      ? value
      : readDto(metatype, value, type);
  }
}
