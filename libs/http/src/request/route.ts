import type { FastifyRequest } from 'fastify';

/** The route that answers browsers which ask before they send. */
const PREFLIGHT = '*';

/**
 * Whether a request asks for data: its route is under /v1, or there is none. The others are pages, files and the
 * probes of operators.
 */
export function asksForData(request: FastifyRequest): boolean {
  const { url } = request.routeOptions;
  return url === undefined || url === PREFLIGHT || url.startsWith('/v1/');
}

/** The configuration of a route whose answers go on until somebody ends them. */
export const STAYS_OPEN = { staysOpen: true } as const;

/** Whether the answer to a request goes on, so that its end tells nothing of how long the service took. */
export function staysOpen({ routeOptions }: FastifyRequest): boolean {
  return Reflect.get(routeOptions.config, 'staysOpen') === true;
}

/** The configuration of a route that takes what HTML forms send, and doesn't look at it. */
export const TAKES_FORM = { takesForm: true } as const;

/** Whether a request may carry what an HTML form sends. */
export function takesForm({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean {
  return Reflect.get(routeOptions.config, 'takesForm') === true;
}

/**
 * The address of a request in its one spelling: the route with its parameters, and the query.
 *
 * @param changes query parameters to set
 */
export function canonicalAddress(
  request: FastifyRequest,
  changes: Readonly<Record<string, string>> = {},
): string {
  const params = textsIn(request.params);
  const path = (request.routeOptions.url ?? '').replace(/:(\w+)|\*/g, (part, name?: string) =>
    (params.get(name ?? part)?.[0] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  const query = new URLSearchParams();
  for (const [name, values] of textsIn(request.query)) {
    values.forEach((value) => {
      query.append(name, value);
    });
  }
  for (const [name, value] of Object.entries(changes)) {
    query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The texts of parsed parameters, each name with one or several. */
export function textsIn(parsed: unknown): Map<string, string[]> {
  const entries: [string, unknown][] =
    typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return new Map(
    entries.map(([name, value]) => [
      name,
      [value].flat().filter((one): one is string => typeof one === 'string'),
    ]),
  );
}
