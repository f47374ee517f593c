/** Query parameters whose values name a person or open a door. */
const MASKED = new Set(['email', 'phone', 'token', 'signature', 'password', 'code']);

const MASK = '***';

/** A request target whose sensitive query values are replaced, for the log. */
export function maskedUrl(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) {
    return url;
  }
  const query = url
    .slice(start + 1)
    .split('&')
    .map(maskedPair);
  return `${url.slice(0, start)}?${query.join('&')}`;
}

function maskedPair(pair: string): string {
  const end = pair.indexOf('=');
  const name = end === -1 ? pair : pair.slice(0, end);
  return end !== -1 && isSensitive(name) ? `${name}=${MASK}` : pair;
}

function isSensitive(name: string): boolean {
  const plain = decoded(name).trim().toLowerCase();
  // `email[]` and `email.0` reach no handler, but their values are as personal.
  const [first = ''] = plain.split(/[^a-z_-]/);
  return MASKED.has(first) || first.endsWith('token') || first.endsWith('signature');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
