import { eventually } from '../../libs/testing/src/eventually.js';
import { openApi } from './client/contract.js';
import { soundRequest, targetOf } from './support/broken-requests.js';
import { operations } from './support/operations.js';
import { errorsLogged } from './support/program-log.js';
import { problemFaults } from './support/refusals.js';
import { type Answer, inParallel, json, send, sendBytes } from './support/wire.js';
import { World } from './support/world.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const paths = [...new Set(operations.map(({ path }) => path))];

let world: World;

beforeAll(async () => {
  world = await World.make();
});

afterAll(async () => {
  // Nothing of all this was an error of the service.
  expect(await errorsLogged()).toEqual([]);
});

describe('a wrong method', () => {
  test.each(paths)('on %s is 405 and tells the right ones', async (path) => {
    const documented = operations.filter((operation) => operation.path === path);
    const known = documented.map(({ method }) => method);
    const target = targetOf(documented[0]!, world);
    const wrong = [...METHODS, 'PROPFIND', 'SEARCH'].filter(
      (method) => !known.includes(method) && !isElsewhere(method, target),
    );
    await inParallel(wrong, async (method) => {
      const answer = await send({ method, target, headers: asAlice() });
      expect(told(method, answer)).toEqual([method, 405, 'method-not-allowed', []]);
      const allowed = (answer.headers['allow'] ?? '').split(', ');
      expect(allowed.filter((name) => METHODS.includes(name))).toEqual(
        METHODS.filter((name) => known.includes(name) || isElsewhere(name, target)).sort(),
      );
    });
  });

  /** Whether another path of the document takes this address too. */
  function isElsewhere(method: string, target: string): boolean {
    return Object.entries(openApi.paths).some(
      ([path, methods]) =>
        method.toLowerCase() in methods &&
        new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(target),
    );
  }
});

describe('an unknown address', () => {
  test.each([
    '/v1',
    '/v1/',
    '/v2/posts',
    '/v1/nothing',
    '/v1/posts/1/nothing',
    '/v1//posts',
    '/V1/posts',
    '/v1/Posts',
    '/posts',
    '/v1/posts%2f1',
    '/v1/../v1/posts',
    '/v1/users/me',
    '/index.html',
    '/favicon.ico',
    '/.env',
    '/package.json',
    '/media/../../etc/passwd',
    '/media/%2e%2e/%2e%2e/etc/passwd',
    '/media/..%2f..%2fjwt-secret',
    '/media/private/nothing.webp',
    '/media/incoming/nothing',
    '/docs/nothing.js',
    '/problems/nothing',
    '/problems/%00',
  ])('%s is 404', async (target) => {
    expect(told(target, await send({ method: 'GET', target }))).toEqual([
      target,
      404,
      'not-found',
      [],
    ]);
  });
});

test.each([
  '/docs/../../package.json',
  '/docs/../package.json',
  '/docs/%2e%2e/%2e%2e/package.json',
  '/docs/..%5cpackage.json',
])('%s leads nowhere', async (target) => {
  const answer = await send({ method: 'GET', target });
  expect(told(target, answer)).toEqual([target, 404, 'not-found', []]);
});

describe('HEAD', () => {
  const reads = operations.filter(({ method }) => method === 'GET');

  test.each(reads.map((operation) => [operation.path, operation] as const))(
    '%s answers like GET, without a body',
    async (path, operation) => {
      // The figures are others each time.
      const ofOne = ['date', 'x-request-id', ...(path === '/metrics' ? ['content-length'] : [])];
      const same = ({ headers }: Answer): string =>
        JSON.stringify(
          Object.entries(headers)
            .filter(([name]) => !ofOne.includes(name))
            .sort(),
        );
      const sound = soundRequest(operation, world);
      const ask = (method: string, known?: string): Promise<Answer> =>
        send({
          ...sound,
          method,
          headers: { ...sound.headers, ...(known !== undefined && { 'if-none-match': known }) },
        });
      for (const known of [undefined, '*', '"1-aaaaaaaaaaaaaaaa"', 'W/"x", *', 'its own']) {
        // What is done in the background may change an answer between two questions.
        const { get, head } = await eventually(
          async () => {
            const tag = known === 'its own' ? (await ask('GET')).headers['etag'] : known;
            const get = await ask('GET', tag);
            return { get, head: await ask('HEAD', tag), again: await ask('GET', tag) };
          },
          ({ get, again }) => get.status === again.status && same(get) === same(again),
        );
        expect([known, head.status, head.text, same(head)]).toEqual([
          known,
          get.status,
          '',
          same(get),
        ]);
        expect(get.status).toBeLessThan(500);
      }
    },
  );

  it('says nothing about what is not there', async () => {
    const answer = await send({ method: 'HEAD', target: '/v1/posts/1' });
    expect([answer.status, answer.text]).toEqual([404, '']);
  });
});

describe('OPTIONS', () => {
  test.each(paths)('%s is answered for browsers', async (path) => {
    const target = targetOf(
      operations.find((operation) => operation.path === path)!,
      world,
    );
    const answer = await send({
      method: 'OPTIONS',
      target,
      headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
    });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, '*']);
  });

  it('without an origin does no harm', async () => {
    expect((await send({ method: 'OPTIONS', target: '/v1/posts' })).status).toBeLessThan(500);
    expect((await send({ method: 'OPTIONS', target: '/nothing' })).status).toBeLessThan(500);
    expect((await send({ method: 'OPTIONS', target: '*' })).status).toBeLessThan(500);
  });
});

describe('bytes that are hardly HTTP', () => {
  const host = 'Host: localhost\r\n';
  const close = 'Connection: close\r\n';
  const json = 'Content-Type: application/json\r\n';

  test.each([
    ['garbage', 'hello\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex')],
    ['an unknown method', `FOO /v1/posts HTTP/1.1\r\n${host}\r\n`],
    ['a method in lower case', `get /v1/posts HTTP/1.1\r\n${host}\r\n`],
    ['a blank in the address', `GET /v1/po sts HTTP/1.1\r\n${host}\r\n`],
    ['a header without a colon', `GET /v1/posts HTTP/1.1\r\n${host}garbage\r\n\r\n`],
    ['NUL in a header', `GET /v1/posts HTTP/1.1\r\n${host}A: \0\r\n\r\n`],
    ['a header that goes on', `GET /v1/posts HTTP/1.1\r\n${host}A: 1\r\n 2\r\n\r\n`],
    [
      'two lengths',
      `POST /v1/auth/login HTTP/1.1\r\n${host}${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      `POST /v1/auth/login HTTP/1.1\r\n${host}${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'a negative length',
      `POST /v1/auth/login HTTP/1.1\r\n${host}${json}Content-Length: -1\r\n\r\n`,
    ],
    [
      'a broken chunk',
      `POST /v1/auth/login HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`,
    ],
    ['a nul byte in the address', `GET /v1/posts\0 HTTP/1.1\r\n${host}\r\n`],
  ])('%s is 400', async (_, bytes) => {
    expect(rawAnswer(await sendBytes(bytes))).toEqual([400, 'validation-failed', []]);
  });

  test.each([
    ['an address', `GET /v1/posts?q=${'x'.repeat(100_000)} HTTP/1.1\r\n${host}${close}\r\n`],
    ['a header', `GET /v1/posts HTTP/1.1\r\n${host}${close}A: ${'x'.repeat(100_000)}\r\n\r\n`],
    [
      'all headers',
      `GET /v1/posts HTTP/1.1\r\n${host}${close}${'A: 123456789\r\n'.repeat(5_000)}\r\n`,
    ],
  ])('%s of 100 KB is refused as a problem', async (_, bytes) => {
    const [status, , faults] = rawAnswer(await sendBytes(bytes));
    expect([[413, 414, 431].includes(status), faults]).toEqual([true, []]);
  });

  it('refuses chunks that add up to more than 256 KB', async () => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`;
    const answer = await sendBytes(
      `POST /v1/auth/login HTTP/1.1\r\n${host}${close}${json}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`,
    );
    expect(rawAnswer(answer)).toEqual([413, 'payload-too-large', []]);
  });

  it('refuses what HTTP/1.1 itself forbids', async () => {
    const noHost = `GET /v1/posts HTTP/1.1\r\n${close}\r\n`;
    const nonsense = `GET /v1/posts HTTP/1.1\r\n${host}${close}Expect: nonsense\r\n\r\n`;
    expect(rawAnswer(await sendBytes(noHost))).toEqual([400, 'validation-failed', []]);
    expect(rawAnswer(await sendBytes(nonsense))).toEqual([417, 'expectation-failed', []]);
  });

  it('takes HTTP/1.0, and an address with a host in it', async () => {
    expect(await sendBytes('GET /version HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await sendBytes(`GET http://localhost/version HTTP/1.1\r\n${host}${close}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  it('survives a sender who goes away in the middle of a body', async () => {
    await sendBytes(
      `POST /v1/auth/login HTTP/1.1\r\n${host}${json}Content-Length: 100\r\n\r\n{"email"`,
      { abort: true },
    );
    expect((await send({ method: 'GET', target: '/health/live' })).status).toBe(200);
  });
});

function asAlice(): Record<string, string> {
  return { authorization: `Bearer ${world.alice.token}` };
}

function told(name: string, answer: Answer): [string, number, unknown, string[]] {
  const faults = problemFaults(answer);
  return [name, answer.status, faults.length === 0 ? json(answer)['code'] : answer.text, faults];
}

function rawAnswer(text: string): [number, unknown, string[]] {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), value.join(': ')];
    }),
  );
  const status = Number(first.split(' ')[1]);
  const body = rest.join('\r\n\r\n').replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, '');
  const [, code, faults] = [
    0,
    ...told('', { status, headers, text: body, bytes: Buffer.from(body) }).slice(2),
  ] as [number, unknown, string[]];
  return [status, code, faults];
}
