import { ECDH } from 'node:crypto';
import type { Id } from '#libs/kernel';

/** Id of a subscription. */
export type PushSubscriptionId = Id<'push-subscription'>;

/** Most characters of an endpoint. */
export const MAX_ENDPOINT = 2_048;

/** Most subscriptions of one person; the oldest makes room. */
export const MOST_SUBSCRIPTIONS = 30;

const POINT_BYTES = 65;
const AUTH_BYTES = 16;
const BASE64URL = /^[\w-]*$/;

/** Whether a text is a point of P-256 as browsers give it: 65 bytes, uncompressed, in base64url. */
export function isPublicKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  if (!BASE64URL.test(text) || bytes.length !== POINT_BYTES || bytes[0] !== 4) {
    return false;
  }
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is the secret of a subscription: 16 bytes in base64url. */
export function isAuthSecret(text: string): boolean {
  return BASE64URL.test(text) && Buffer.from(text, 'base64url').length === AUTH_BYTES;
}

/** Names that never lead to a public host (RFC 6761, 6762, 9476 and what routers use). */
const LOCAL_NAMES = /\.(?:localhost|local|internal|intranet|lan|home|corp|arpa|onion|alt)$/;

/**
 * The host of an endpoint that may be sent to: https at port 443 without credentials, a full name that one of the
 * allowed hosts covers, never a bare address. `undefined` for any other.
 *
 * @param allowed as `PUSH_HOSTS`: names, `*.` before a name for all below it, `*` for all
 */
export function endpointHost(endpoint: string, allowed: readonly string[]): string | undefined {
  if (!URL.canParse(endpoint)) {
    return undefined;
  }
  const { protocol, username, password, port, hostname } = new URL(endpoint);
  const plain = protocol === 'https:' && username === '' && password === '' && port === '';
  const named = /\.[a-z][a-z\d-]*$/.test(hostname) && !LOCAL_NAMES.test(hostname);
  return plain && named && allowed.some((host) => covers(host, hostname)) ? hostname : undefined;
}

function covers(allowed: string, hostname: string): boolean {
  return (
    allowed === '*' ||
    allowed === hostname ||
    (allowed.startsWith('*.') && hostname.endsWith(allowed.slice(1)))
  );
}
