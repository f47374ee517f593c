import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

/** What answers tell browsers to be careful with. */
export interface SecurityHeaders {
  /** Of pages, and of everything outside of /v1. */
  readonly pages: OutgoingHttpHeaders;
  /** Of data: nothing in it is to be run, framed or followed. */
  readonly data: OutgoingHttpHeaders;
}

/** The security headers of a service. @param https whether its public address is https */
export async function securityHeaders(https: boolean): Promise<SecurityHeaders> {
  const common = {
    // Pages of other origins show the pictures that are served here.
    crossOriginResourcePolicy: { policy: 'cross-origin' as const },
    hsts: https,
  };
  return {
    pages: await headersOf({
      ...common,
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          styleSrc: ["'self'", "'unsafe-inline'"],
          frameAncestors: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
    }),
    data: await headersOf({
      ...common,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      // They say something of documents only.
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xPermittedCrossDomainPolicies: false,
      xXssProtection: false,
    }),
  };
}

/** What helmet would put on every answer: the same on each, so it is asked once. */
async function headersOf(options: HelmetOptions): Promise<OutgoingHttpHeaders> {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  await new Promise<void>((done, fail) => {
    helmet(options)(answer.req, answer, (error) => {
      if (error === undefined) {
        done();
      } else {
        fail(new Error('The security headers are wrong.', { cause: error }));
      }
    });
  });
  return { ...answer.getHeaders() };
}
