import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { MalformedJson } from '../http.errors.js';
import { invalid } from '../validation/read-dto.js';
import { unsoundPart } from '../validation/sound-text.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

type Done = (error: Error | null, body?: unknown) => void;

/** Parses JSON bodies: strictly UTF-8, no `__proto__`, no text that can't be stored; an empty body is no body. */
export function jsonParser(
  server: FastifyInstance,
): (request: FastifyRequest, body: Buffer, done: Done) => void {
  const parse = server.getDefaultJsonParser('error', 'error');
  return (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    let text: string;
    try {
      text = utf8.decode(body);
    } catch (error) {
      done(new DomainError(MalformedJson, { cause: error }));
      return;
    }
    void parse(request, text, (error, parsed: unknown) => {
      if (error) {
        done(new DomainError(MalformedJson, { cause: error }));
        return;
      }
      const unsound = unsoundPart(parsed, '');
      done(unsound ? invalid([unsound]) : null, parsed);
    });
  };
}
