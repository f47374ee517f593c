import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { closePort, letGoOfConnections } from './close-port.js';
import { ProgramState } from './program-state.js';

describe('closing the port', () => {
  let server: FastifyInstance;
  let state: ProgramState;
  let agent: Agent;
  let release: () => void;

  const port = () => (server.server.address() as AddressInfo).port;
  async function ask(path: string): Promise<IncomingMessage> {
    const request = get({ port: port(), path, agent });
    const [response]: IncomingMessage[] = await once(request, 'response');
    response!.resume();
    await once(response!, 'end');
    return response!;
  }

  beforeEach(async () => {
    state = new ProgramState();
    agent = new Agent({ keepAlive: true });
    server = fastify({ keepAliveTimeout: 600_000 });
    letGoOfConnections(server, state);
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.get('/fast', () => 'ok');
    server.get('/slow', async () => {
      await released;
      return 'ok';
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    agent.destroy();
    await server.close();
  });

  it('waits for the last answer, not for idle connections', async () => {
    await ask('/fast');
    const arrived = once(server.server, 'request');
    const slow = ask('/slow');
    await arrived;
    state.stop();
    let closed = false;
    const closing = closePort(server.server).then(() => {
      closed = true;
    });
    await expect(ask('/fast')).rejects.toThrow();
    expect(closed).toBe(false);
    release();
    const answer = await slow;
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.connection).toBe('close');
    await closing;
  });

  it('keeps connections until the order to stop', async () => {
    expect((await ask('/fast')).headers.connection).toBe('keep-alive');
    state.stop();
    expect((await ask('/fast')).headers.connection).toBe('close');
  });

  it('has nothing to do for a port that was never opened', async () => {
    await closePort(fastify().server);
  });
});
