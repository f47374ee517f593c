import type { FastifyReply, FastifyRequest } from 'fastify';
import { isPlainObject } from '../fields/object-field.js';
import { canonicalAddress } from '../request/route.js';
import { type Answer, isAnswer } from './answer.js';
import { entityTag, namesTag } from './entity-tag.js';
import { decideStatus } from './final-status.js';

/** The media type of answers with a body. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * What is sent of what a handler returned. Writes the headers that belong to it: `ETag`, `Location`, `Link`, and 304.
 */
export function present(result: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (isAnswer(result)) {
    return presentAnswer(result, request, reply);
  }
  if (isPlainObject(result) && Array.isArray(result['items']) && 'nextCursor' in result) {
    const { nextCursor } = result;
    if (typeof nextCursor === 'string') {
      void reply.header(
        'link',
        `<${canonicalAddress(request, { cursor: nextCursor })}>; rel="next"`,
      );
    }
  }
  return result;
}

function presentAnswer(
  { body, version, location }: Answer<object>,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined {
  const json = JSON.stringify(body);
  void reply.header('content-type', JSON_TYPE);
  if (location !== undefined) {
    void reply.header('location', location);
  }
  if (version !== undefined) {
    const tag = entityTag(version, json);
    void reply.header('etag', tag);
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (reading && namesTag(request.headers['if-none-match'], tag)) {
      decideStatus(reply, 304);
      void reply.removeHeader('content-type');
      return undefined;
    }
  }
  return json;
}
