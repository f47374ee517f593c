import { configureHttp, httpAdapter, HttpModule } from '#libs/http';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.js';

/** One request of a test. */
export interface TestRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly url: string;
  /** Whose access token to send. */
  readonly as?: { readonly token: string };
  /** Sent as JSON, unless it is a text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  /** The parsed body, for JSON; asserted by the test. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly text: string;
}

/** A program with its HTTP edge, asked without a socket. */
export interface TestHttp extends TestApp {
  request(request: TestRequest): Promise<TestAnswer>;
}

/** Like `testApp`, with everything that stands around controllers. */
export async function testHttp(options: TestAppOptions): Promise<TestHttp> {
  const app = await startTestApp(
    { ...options, modules: [HttpModule, ...options.modules] },
    { adapter: httpAdapter, prepare: configureHttp },
  );
  return {
    ...app,
    request: async ({ method, url, as, body, headers }) => {
      const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
      const answer = await app.nest.inject({
        method,
        url,
        headers: {
          ...(as === undefined ? {} : { authorization: `Bearer ${as.token}` }),
          ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isRaw ? body : JSON.stringify(body) }),
      });
      const type = String(answer.headers['content-type'] ?? '');
      const isJson = /\bjson\b/.test(type) && answer.payload !== '';
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? JSON.parse(answer.payload) : undefined,
        text: answer.payload,
      };
    },
  };
}
