import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ask, RawConnection, talk } from './raw-client.js';
import { seen } from './sample.controller.js';
import { sampleApp } from './sample-app.js';

let app: NestFastifyApplication;
let token: () => string;

beforeAll(async () => {
  ({ app, token } = await sampleApp());
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

const WEB_SOCKET = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

const UPGRADE = [
  'GET /v1/notes HTTP/1.1',
  'Host: a',
  ...Object.entries(WEB_SOCKET).map(([name, value]) => `${name}: ${value}`),
  '\r\n',
].join('\r\n');

describe('a request for a WebSocket', () => {
  it.each([
    ['an answer, where there is no WebSocket', '/v1/notes/5', 200, undefined],
    ['404, where there is nothing', '/v1/nothing', 404, 'not-found'],
    ['401, where it may not be', '/v1/notes/admin', 401, 'unauthenticated'],
    ['400, for an address that can’t be read', '/v1/notes/%ff', 400, 'validation-failed'],
  ])('gets %s', async (_, target, status, code) => {
    const answer = await ask(app, target, WEB_SOCKET);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, code]);
    expect(answer.headers).toMatchObject({
      connection: 'close',
      'x-request-id': expect.any(String),
    });
    expect(answer.error).toBeUndefined();
  });

  it('is known by the token that it offers as a subprotocol, unless it sends another', async () => {
    const offer = `maru.v1, maru.token.${token().replace('Bearer ', '')}`;
    const offered = { ...WEB_SOCKET, 'Sec-WebSocket-Protocol': offer };
    const known = await ask(app, '/v1/notes/whoami', offered);
    expect(JSON.parse(known.body)).toEqual({ city: 'user' });
    const wrong = await ask(app, '/v1/notes/whoami', { ...offered, Authorization: 'Bearer x' });
    expect(wrong.status).toBe(401);
  });

  it('is not answered in the middle of an earlier answer, and ends nothing else', async () => {
    const answer = await talk(app, `GET /v1/notes HTTP/1.1\r\nHost: a\r\n\r\n${UPGRADE}`);
    expect([answer.status, answer.error]).toEqual([0, undefined]);
    expect((await ask(app, '/v1/notes')).status).toBe(200);
  });

  it('may be given up at any moment', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { closed, socket } = await RawConnection.open(app);
      socket.write(UPGRADE);
      setImmediate(() => socket.resetAndDestroy());
      await closed;
    }
    expect((await ask(app, '/v1/notes')).status).toBe(200);
  });
});

describe('a request for something else than a WebSocket', () => {
  const body = JSON.stringify({ title: 'Hello' });

  it.each([
    ['HTTP/2', 'h2c'],
    ['a WebSocket with a body', 'websocket'],
    ['what nobody knows', 'x/1, y'],
  ])('gets the answer of a request that wants nothing else: %s', async (_, upgrade) => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest(
        {
          port,
          path: '/v1/notes',
          method: 'POST',
          headers: {
            connection: 'Upgrade',
            upgrade,
            authorization: token(),
            'content-type': 'application/json',
            'content-length': body.length,
          },
        },
        ({ statusCode }) => resolve(statusCode),
      )
        .once('error', reject)
        .end(body);
    });
    expect([answer, seen.body]).toEqual([201, expect.objectContaining({ title: 'Hello' })]);
  });

  it('keeps its connection, and what comes behind it', async () => {
    const get = (more: string) => `GET /v1/notes/5 HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
    const { body: text } = await talk(
      app,
      `${get('Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: A\r\n')}${get('Connection: close\r\n')}`,
    );
    expect(text.match(/HTTP\/1\.1 200 OK|"title":"Hello"/g)).toHaveLength(3);
  });
});
