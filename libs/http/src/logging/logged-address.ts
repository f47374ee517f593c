import type { FastifyRequest } from 'fastify';
import { textsIn } from '../request/route.js';
import { routeOf } from './route-of.js';

/** An id as this service makes them: longer than any number of a telephone. */
const ID = /^[1-9]\d{16,18}$/;
const WORD = /^[a-z]{1,20}$/;
const NUMBER = /^\d{1,3}$/;

/** What the log shows of the query: of these parameters, values of these forms. */
const SHOWN: ReadonlyMap<string, RegExp> = new Map([
  ['limit', NUMBER],
  ...['sort', 'status', 'visibility', 'tagMode', 'meetTime', 'role', 'isActive', 'excludeMe'].map(
    (name): [string, RegExp] => [name, WORD],
  ),
  ...['authorId', 'actorId', 'targetId', 'followerId', 'followeeId'].map(
    (name): [string, RegExp] => [name, ID],
  ),
]);

const MASK = '***';

/**
 * The address of a request for the log: its route with ids, and those parameters that say nothing of anybody. All else
 * could be a name, an address, a number or a secret that somebody has put there.
 */
export function loggedAddress(request: FastifyRequest): string {
  const params = textsIn(request.params);
  const path = request.is404
    ? `/${MASK}`
    : routeOf(request).replace(/:(\w+)|\*/g, (_, name?: string) =>
        shown(params.get(name ?? ''), ID),
      );
  const query = [...textsIn(request.query)].map(([name, values]) => {
    const form = SHOWN.get(name);
    return form === undefined ? undefined : `${name}=${shown(values, form)}`;
  });
  const told = query.filter((part) => part !== undefined);
  const parts = told.length === query.length ? told : [...told, MASK];
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

function shown(values: readonly string[] | undefined, form: RegExp): string {
  const [value, ...others] = values ?? [];
  return value !== undefined && others.length === 0 && form.test(value) ? value : MASK;
}
