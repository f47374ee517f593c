import fastify, { type FastifyInstance } from 'fastify';
import { logTo, type ProgramLog } from '#libs/logging';
import { RequestLog } from './request-log.js';

describe('the log of requests', () => {
  let server: FastifyInstance;
  let lines: Record<string, unknown>[];
  let log: ProgramLog;

  beforeEach(() => {
    lines = [];
    server = fastify({ genReqId: () => 'request-1' });
    log = logTo('info', { write: (line) => lines.push(JSON.parse(line)) });
    new RequestLog(log).observe(server);
  });
  afterEach(async () => {
    await server.close();
  });

  it('has one line per request, by route, without personal values', async () => {
    server.get('/v1/users/:id', () => 'ok');
    await server.inject('/v1/users/1890123456789012345?email=alice@example.org&limit=5');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        requestId: 'request-1',
        method: 'GET',
        route: '/v1/users/:id',
        url: '/v1/users/1890123456789012345?limit=5&***',
        status: 200,
        durationMs: expect.any(Number),
        msg: expect.stringMatching(
          /^GET \/v1\/users\/1890123456789012345\?limit=5&\*{3} 200 [\d.]+ ms$/,
        ),
      },
    ]);
  });

  it('puts the id of the request on what is logged meanwhile, also after a body', async () => {
    server.post('/', async () => {
      await Promise.resolve();
      log.info('working');
      return 'ok';
    });
    await server.inject({ method: 'POST', url: '/', payload: { a: 1 } });
    expect(lines[0]).toMatchObject({ msg: 'working', requestId: 'request-1' });
  });

  it('shows failures as such, and probes only to who debugs', async () => {
    server.get('/fails', (_request, reply) => reply.status(500).send());
    server.get('/busy', (_request, reply) => reply.status(503).send());
    server.get('/health/ready', (_request, reply) => reply.status(503).send());
    server.get('/metrics', () => 'ok');
    for (const url of ['/fails', '/busy', '/health/ready', '/metrics', '/nowhere']) {
      await server.inject(url);
    }
    expect(lines.map(({ level, route }) => [level, route])).toEqual([
      ['error', '/fails'],
      ['warn', '/busy'],
      ['info', 'unknown'],
    ]);
  });
});
