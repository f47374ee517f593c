import { Body, Query } from '@nestjs/common';
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
