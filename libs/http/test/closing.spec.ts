import type { Server } from 'node:http';
import { eventually } from '#libs/testing';
import { RawConnection } from './raw-client.js';
import { setWork } from './sample.controller.js';
import { sampleApp } from './sample-app.js';

it('refuses what comes on an open connection while it closes, as a problem', async () => {
  const { app, token } = await sampleApp();
  await app.listen(0, '127.0.0.1');
  const server: Server = app.getHttpServer();
  let finish = (): void => undefined;
  let begun = false;
  setWork(() => {
    begun = true;
    return new Promise<void>((resolve) => (finish = resolve));
  });
  const body = '{"title":"Hello"}';
  const { socket, closed } = await RawConnection.open(app);
  socket.once('end', () => socket.end());
  socket.write(
    `POST /v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: ${token()}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await eventually(() => begun);
  const closing = app.close();
  await eventually(() => !server.listening);
  socket.write('GET /v1/notes HTTP/1.1\r\nHost: a\r\nOrigin: https://app.test\r\n\r\n');
  finish();
  setWork(undefined);

  const answer = await closed;
  await closing;

  expect(answer.status).toBe(201);
  const [, refusal = ''] = answer.body.split('HTTP/1.1 503');
  const [head = '', problem = '{}'] = refusal.split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(head.toLowerCase()).toMatch(/^retry-after: \d+$/m);
  expect(head.toLowerCase()).toContain('connection: close');
  expect(head.toLowerCase()).toContain('access-control-allow-origin: *');
  expect(JSON.parse(problem)).toMatchObject({ status: 503, code: 'unavailable' });
});
