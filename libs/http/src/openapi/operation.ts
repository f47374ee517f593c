import type { OperationObject, ParameterObject } from '@nestjs/swagger';
import { type OPERATION_NOTES, type OperationNotes } from '../endpoint/endpoint.js';

/** An operation as `SwaggerModule` writes it, with the notes of its endpoint. */
export type Operation = OperationObject & { [OPERATION_NOTES]?: OperationNotes };

/** The parameters of an operation that are written in place. */
export function parametersOf(operation: Operation): ParameterObject[] {
  return (operation.parameters ?? []).filter((parameter) => 'name' in parameter);
}
