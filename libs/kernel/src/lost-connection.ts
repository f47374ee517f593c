/** What drivers and pools say, without a code, when the other side is away. */
const MESSAGES =
  /timeout expired|query read timeout|timeout exceeded when trying to connect|connection (?:terminated|ended)|terminating connection|not queryable|driver not connected|connection is not established|cannot use a pool after calling end|query runner (?:was )?already released/i;

/**
 * Whether the message of an error tells that a connection was lost or can't be had. The connection of a transaction is
 * given back early only when it is lost.
 */
export function tellsLostConnection(message: string): boolean {
  return MESSAGES.test(message);
}
