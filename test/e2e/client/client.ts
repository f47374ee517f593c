import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { refuseForeignContacts } from '../support/contacts.js';
import { checkResponse } from './contract.js';
import type { paths } from './schema.js';

/** The address of the program under test. */
export function baseUrl(): string {
  const url = process.env['MARU_URL'];
  if (url === undefined) {
    throw new Error('The end-to-end tests need the program that their setup starts.');
  }
  return url;
}

/** The generated client; every answer is checked against the OpenAPI document, and for the contacts of others. */
export type MaruClient = Client<paths>;

/** Where people ask: a program, or whatever stands for several. */
export interface Place {
  readonly url: string;
  /** How they ask, when not simply. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A client for one person, or for nobody; asks the program under test unless another place is said. */
export function maruClient(
  accessToken?: string,
  { url, fetch }: Place = { url: baseUrl() },
): MaruClient {
  const client = createClient<paths>({ baseUrl: url, ...(fetch && { fetch }) });
  const middleware: Middleware = {
    onRequest: ({ request }) => {
      if (accessToken !== undefined) {
        request.headers.set('authorization', `Bearer ${accessToken}`);
      }
      return request;
    },
    onResponse: async ({ request, response, schemaPath }) => {
      await checkResponse(request.method, schemaPath, response);
      refuseForeignContacts({
        method: request.method,
        target: schemaPath,
        authorization: request.headers.get('authorization') ?? undefined,
        status: response.status,
        headers: JSON.stringify(Object.fromEntries(response.headers)),
        body: await response.clone().text(),
      });
      return response;
    },
  };
  client.use(middleware);
  return client;
}
