import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request keeps to the signature in its address: AWS Signature Version 4 in the query, as any S3 store
 * checks it.
 */
export function keepsSignature(request: IncomingMessage, secret: string, now: Date): boolean {
  const url = new URL(request.url ?? '', 'http://store');
  const query = url.searchParams;
  const [date, lifetime] = [query.get('X-Amz-Date') ?? '', Number(query.get('X-Amz-Expires'))];
  const end = Date.parse(date.replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')) + lifetime * 1000;
  if (!(now.getTime() < end)) {
    return false;
  }
  const signedHeaders = query.get('X-Amz-SignedHeaders') ?? '';
  const canonical = [
    request.method,
    url.pathname,
    [...query]
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...signedHeaders
      .split(';')
      .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = (query.get('X-Amz-Credential') ?? '').split('/').slice(1);
  const key = scope.reduce(
    (under, part) => createHmac('sha256', under).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  const digest = createHash('sha256').update(canonical).digest('hex');
  const right = createHmac('sha256', key)
    .update(['AWS4-HMAC-SHA256', date, scope.join('/'), digest].join('\n'))
    .digest();
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
