import { Agent, request } from 'node:http';
import { type ServedStage, stageOn } from './stage.js';

let app: ServedStage;

beforeAll(async () => {
  app = await stageOn({});
});
afterAll(() => app.close());

/** Sends a form with a file over a connection that others use too, and waits for the answer. */
function send(agent: Agent, file: Buffer): Promise<number> {
  const { port } = app;
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--b--\r\n')]);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v1/media',
        headers: {
          authorization: `Bearer ${app.mina.token}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': body.length,
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

it('a file that is refused at its first bytes is taken to its end: the connection stays of use', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    statuses.push(await send(agent, Buffer.alloc(10 * 1024 * 1024, 'text')));
  }
  agent.destroy();

  expect(statuses).toEqual([415, 415, 415]);
});
