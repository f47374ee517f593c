import { Body, type PipeTransform, Query, type Type } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { type Form, readForm } from '../validation/read-dto.js';
import { StrictPipe } from '../validation/strict.pipe.js';

const strict = new StrictPipe();

/** The query of a request as an instance of the parameter's DTO class. @throws DomainError `validation-failed` */
export function ReadQuery(): ParameterDecorator {
  return Query(strict);
}

/** The JSON body of a request as an instance of the parameter's DTO class. @throws DomainError `validation-failed` */
export function ReadBody(): ParameterDecorator {
  return Body(strict);
}

/**
 * The JSON body of a request as a `Form` of a DTO class, for endpoints that tell at once what is refused by its shape
 * and by rules. @throws DomainError `validation-failed` when it is no JSON object
 */
export function ReadForm(dto: Type<object>): ParameterDecorator {
  const pipe: PipeTransform<unknown, Form<object>> = { transform: (raw) => readForm(dto, raw) };
  return (target, key, index) => {
    Body(pipe)(target, key, index);
    const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && method) {
      ApiBody({ type: dto })(target, key, method);
    }
  };
}
