import type { IncomingMessage } from 'node:http';

/** The subprotocol that is spoken. */
export const SUBPROTOCOL = 'maru.v1';

/** Offered beside it by browsers, which can't send `Authorization` with a WebSocket. */
const TOKEN = 'maru.token.';

/** The access token among the subprotocols that a client offers. */
export function offeredToken({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return headers['sec-websocket-protocol']
    ?.split(',')
    .map((name) => name.trim())
    .find((name) => name.startsWith(TOKEN))
    ?.slice(TOKEN.length);
}
