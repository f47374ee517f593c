import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i;

/** Names of UTF-8, and of its part that everybody has. */
const UTF8 = /^(?:utf-?8|us-ascii|)$/i;

/** Whether a text of that charset is read; none is UTF-8 too. */
export function isUtf8Name(charset: string): boolean {
  return UTF8.test(charset);
}

/** What a body is in that the service doesn't read: a compression, or a charset other than UTF-8. */
export function codingOf({ headers }: FastifyRequest): string | undefined {
  const encoding = headers['content-encoding']?.trim() ?? '';
  if (!/^(?:identity|)$/i.test(encoding)) {
    return `the content encoding "${encoding.slice(0, 40)}"`;
  }
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1] ?? '';
  return isUtf8Name(charset) ? undefined : `the charset "${charset.slice(0, 40)}"`;
}

const FORM = /^multipart\/form-data\s*(?:;|$)/i;

/** Whether the body of a request is a form. */
export function isForm({ headers }: FastifyRequest): boolean {
  return FORM.test(headers['content-type'] ?? '');
}

/** Whether a request has a body, going by its headers. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
