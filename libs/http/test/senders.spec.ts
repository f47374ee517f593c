import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SENDER_BOUNDS, type SenderBounds } from '../src/app/sender-bounds.js';
import { ask, RawConnection, talk } from './raw-client.js';
import { sampleApp } from './sample-app.js';

const SHORT: SenderBounds = {
  headersMs: 300,
  requestMs: 600,
  checkMs: 50,
  graceMs: 100,
  lingerMs: 300,
  lingerBytes: 1024 * 1024,
};

const JSON_HEAD = 'Host: a\r\nContent-Type: application/json\r\n';

let app: NestFastifyApplication;
let token: () => string;

const start = async (bounds: Partial<SenderBounds>, env: Record<string, string> = {}) => {
  ({ app, token } = await sampleApp(env, { ...SENDER_BOUNDS, ...bounds }));
  await app.listen(0, '127.0.0.1');
};
afterEach(() => app.close());

/** Sends a byte now and then until the connection is gone. */
async function trickle(begin: string) {
  const { socket, closed } = await RawConnection.open(app);
  socket.write(begin);
  const drip = setInterval(() => socket.write('x'), 20);
  const answer = await closed;
  clearInterval(drip);
  return answer;
}

describe('a sender that is too slow', () => {
  beforeEach(() => start(SHORT));

  it.each([
    ['nothing', ''],
    ['a first line', 'GET /v1/no'],
    ['headers', 'GET /v1/notes HTTP/1.1\r\nHost: a\r\nX-Slow: '],
    ['a body', `POST /v1/notes HTTP/1.1\r\n${JSON_HEAD}Content-Length: 100000\r\n\r\n{"title":"`],
    ['chunks', `POST /v1/notes HTTP/1.1\r\n${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\nffff\r\n`],
  ])('of %s is cut off', async (_, begin) => {
    const answer = await trickle(begin);
    // What trickles in after nothing is no HTTP: it may be refused as that before its time is up.
    expect(begin === '' ? [400, 408] : [408]).toContain(answer.status);
  });

  it('hears why, as a problem', async () => {
    const { closed, socket } = await RawConnection.open(app);
    socket.write('GET /v1/notes HTTP/1.1\r\n');
    socket.once('end', () => socket.end());
    const { status, body, headers } = await closed;
    expect([status, JSON.parse(body)]).toEqual([
      408,
      expect.objectContaining({ code: 'request-timeout' }),
    ]);
    expect(headers['access-control-allow-origin']).toBe('*');
  });
});

describe('a sender that goes on', () => {
  // Refused before its time is up, also on a slow machine.
  beforeEach(() => start({ ...SHORT, headersMs: 300_000, requestMs: 600_000 }));

  it('of bytes that are no HTTP is not held after its answer', async () => {
    const answer = await trickle('NONSENSE\r\n\r\n');
    expect(answer.status).toBe(400);
  });

  it('of a body that is refused already is not held', async () => {
    const answer = await trickle(
      `POST /v1/notes HTTP/1.1\r\n${JSON_HEAD}Content-Length: 9000000\r\n\r\n{"`,
    );
    expect(answer.status).toBe(413);
  });
});

describe('a body that is too long', () => {
  const boundary = 'b';
  const form = (bytes: number) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`,
      ),
      Buffer.alloc(bytes, 'x'),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  const multipart = `Host: a\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\n`;
  const chunked = (body: Buffer) => [
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
  ];

  it.each(['keep-alive', 'close'])('is refused while it is sent (%s)', async (connection) => {
    await start({});
    const last = `Connection: ${connection}\r\nAuthorization: ${token()}\r\n`;
    const json = Buffer.alloc(8_000_000, ' ');
    const requests: [string, Buffer[]][] = [
      [`POST /v1/notes HTTP/1.1\r\n${JSON_HEAD}${last}Content-Length: ${json.length}`, [json]],
      [`POST /v1/notes HTTP/1.1\r\n${JSON_HEAD}${last}Transfer-Encoding: chunked`, chunked(json)],
      [
        `POST /v1/notes/files HTTP/1.1\r\n${multipart}${last}Content-Length: ${form(8_000_000).length}`,
        [form(8_000_000)],
      ],
      [
        `POST /v1/notes/files HTTP/1.1\r\n${multipart}${last}Transfer-Encoding: chunked`,
        chunked(form(8_000_000)),
      ],
    ];
    for (const [head, body] of requests) {
      const { socket, closed } = await RawConnection.open(app);
      // All of it is sent before anything is read.
      socket.pause();
      socket.write(`${head}\r\n\r\n`);
      body.forEach((part) => socket.write(part));
      await new Promise<void>((resolve) => socket.end(resolve));
      socket.resume();
      const { status, body: text, error } = await closed;
      expect([head, status, error]).toEqual([head, 413, undefined]);
      expect(JSON.parse(text)).toMatchObject({ code: 'payload-too-large' });
    }
  });

  it('is not read for ever', async () => {
    await start({ lingerBytes: 500_000, lingerMs: 600_000 });
    const { socket, closed } = await RawConnection.open(app);
    socket.write(`POST /v1/notes HTTP/1.1\r\n${JSON_HEAD}Content-Length: 999999999\r\n\r\n`);
    const more = setInterval(() => socket.write(Buffer.alloc(100_000, ' ')), 5);
    await closed;
    clearInterval(more);
    expect(socket.bytesWritten).toBeLessThan(900_000_000);
  });

  it('leaves a connection usable whose body was refused but came', async () => {
    await start({});
    const { socket, closed } = await RawConnection.open(app);
    const body = Buffer.alloc(3_000_000, 'x');
    socket.write(`PUT /v1/nothing HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body);
    socket.end('GET /v1/notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect((await closed).body).toContain('HTTP/1.1 200 OK');
  });
});

describe('a request that is broken', () => {
  const origin = 'https://app.example';
  const broken: [string, string, number, string][] = [
    ['an address', `GET /v1/posts/%zz HTTP/1.1\r\nHost: a\r\n`, 400, 'validation-failed'],
    [
      'UTF-8 in a path',
      'GET /v1/notes/by-slug/%ED%95 HTTP/1.1\r\nHost: a\r\n',
      400,
      'validation-failed',
    ],
    [
      'UTF-8 in a query',
      'GET /v1/notes?q=%ff%fe HTTP/1.1\r\nHost: a\r\n',
      400,
      'validation-failed',
    ],
    ['raw bytes', 'GET /v1/notes?q=\xed\x95 HTTP/1.1\r\nHost: a\r\n', 400, 'validation-failed'],
    ['a lone %', 'GET /v1/notes?q=100% HTTP/1.1\r\nHost: a\r\n', 400, 'validation-failed'],
    ['no Host', 'GET /v1/notes HTTP/1.1\r\n', 400, 'validation-failed'],
    [
      'an Expect',
      'GET /v1/notes HTTP/1.1\r\nHost: a\r\nExpect: a-pony\r\n',
      417,
      'expectation-failed',
    ],
    ['a header', 'GET /v1/notes HTTP/1.1\r\nHost: a\r\nno colon\r\n', 400, 'validation-failed'],
    ['a first line', 'NONSENSE\r\n', 400, 'validation-failed'],
    ['its length', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n`, 413, 'payload-too-large'],
  ];

  it.each(['*', origin])(
    'is answered to scripts of %s, as a problem with an id',
    async (allowed) => {
      await start({ graceMs: 50 }, { CORS_ORIGINS: allowed });
      for (const [what, head, status, code] of broken) {
        const origins = head.startsWith('NONSENSE') ? '' : `Origin: ${origin}\r\n`;
        const first = head.indexOf('\r\n') + 2;
        const sent = `${head.slice(0, first)}${origins}Connection: close\r\n${head.slice(first)}\r\n`;
        const answer = await talk(app, Buffer.from(sent, 'latin1'));
        expect([what, answer.status, JSON.parse(answer.body)]).toEqual([
          what,
          status,
          expect.objectContaining({ code, requestId: answer.headers['x-request-id'] }),
        ]);
        expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        // Without a word of where it comes from, or that word lost, only everybody can be told.
        if (allowed === '*' || !['a first line', 'its length'].includes(what)) {
          expect([what, answer.headers['access-control-allow-origin']]).toEqual([what, allowed]);
          expect(answer.headers['access-control-expose-headers']).toContain('X-Request-Id');
        }
      }
    },
  );

  it('counts against the limits', async () => {
    await start({}, { RATE_LIMIT: 'on' });
    for (let i = 0; i < 100; i += 1) {
      await ask(app, '/v1/notes/%zz');
    }
    expect((await ask(app, '/v1/notes/%f0')).status).toBe(429);
  });
});

describe('a body', () => {
  beforeEach(() => start({}));
  const post = (payload: string | Buffer, type = 'application/json', encoding?: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/notes',
      headers: {
        authorization: token(),
        'content-type': type,
        ...(encoding !== undefined && { 'content-encoding': encoding }),
      },
      payload,
    });

  it.each(['gzip', 'br', 'deflate, gzip', 'pony'])('in %s is of another type', async (coding) => {
    expect((await post('{"title":"a"}', 'application/json', coding)).json()).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    });
  });

  it.each(['utf-16', 'ISO-8859-1', '"euc-kr"', 'cp949'])(
    'in %s is of another type',
    async (charset) => {
      const answer = await post('{"title":"a"}', `application/json; charset=${charset}`);
      expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );

  it.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('in %s is read', async (charset) => {
    const answer = await post('{"title":"a"}', `application/json;charset=${charset}`, 'identity');
    expect(answer.statusCode).toBe(201);
  });

  it.each([
    ['__proto__', '{"title":"a","__proto__":{"admin":true}}'],
    ['constructor', '{"title":"a","constructor":{"prototype":{"admin":true}}}'],
    ['prototype', '{"title":"a","prototype":1}'],
    ['toString', '{"title":"a","toString":1}'],
    ['__proto__', '{"title":"a","\\u005f_proto__":null}'],
  ])('with the name %s has an unknown field', async (name, text) => {
    const answer = await post(text);
    expect(answer.json()).toMatchObject({ status: 400, code: 'validation-failed' });
    expect(answer.json().errors).toEqual([
      expect.objectContaining({ pointer: `/${name}`, code: 'unknown-field' }),
    ]);
  });

  it('in broken UTF-8 is not JSON', async () => {
    const answer = await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
    expect(answer.json()).toMatchObject({ status: 400, code: 'malformed-json' });
  });
});
