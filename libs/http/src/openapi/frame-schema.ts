import { getSchemaPath } from '@nestjs/swagger';
import { definedFrames } from '../endpoint/frame.js';

/** Longest `id` of a message. */
const MAX_ID = 2000;

/** What one message of the event stream may be: as JSON, with `data` read. */
export function frameSchema(): object {
  return {
    description: 'One message: its fields are lines, and `data` is one line of JSON.',
    oneOf: definedFrames().map(({ event, description, data, hasId = false }) => ({
      type: 'object',
      title: event,
      description,
      properties: {
        event: { type: 'string', const: event },
        ...(hasId && { id: { type: 'string', maxLength: MAX_ID } }),
        data: { $ref: getSchemaPath(data) },
      },
      required: ['event', ...(hasId ? ['id'] : []), 'data'],
    })),
  };
}
