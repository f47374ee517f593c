import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { MalformedJson, UnsupportedMediaType } from '../problems/http.errors.js';
import { codingOf } from '../request/body-coding.js';
import { invalid } from '../validation/read-dto.js';
import { unsoundPart } from '../validation/sound-text.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Parses a JSON body: in UTF-8, not compressed, without text that can't be stored; an empty body is no body. Names such
 * as `__proto__` are read as what they are: fields that no endpoint has.
 */
export function parseJson(request: FastifyRequest, body: Buffer, done: Done): void {
  if (body.length === 0) {
    done(null, undefined);
    return;
  }
  const coding = codingOf(request);
  if (coding !== undefined) {
    done(new DomainError(UnsupportedMediaType, { detail: `The body must not be in ${coding}.` }));
    return;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(body));
  } catch (error) {
    done(new DomainError(MalformedJson, { cause: error }));
    return;
  }
  const unsound = unsoundPart(parsed, '');
  done(unsound ? invalid([unsound]) : null, parsed);
}
