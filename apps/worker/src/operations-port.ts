import { HttpException, type INestApplicationContext } from '@nestjs/common';
import fastify, { type FastifyInstance } from 'fastify';
import { HealthController } from '#libs/health';
import { PROBLEM_STATUS } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { MetricsController } from '#libs/metrics';

/**
 * Makes the server on which a worker tells how it is: `/health/live`, `/health/ready` and `/metrics`, with the
 * answers that the API gives. It opens no port, and none of the API's other routes.
 */
export function operationsServer(worker: INestApplicationContext): FastifyInstance {
  const health = worker.get(HealthController, { strict: false });
  const metrics = worker.get(MetricsController, { strict: false });
  const server = fastify({ forceCloseConnections: true });
  server.get('/health/live', () => health.checkLiveness());
  server.get('/health/ready', () => health.checkReadiness());
  server.get('/metrics', async (request, reply) => {
    const text = await metrics.readMetrics(request);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });
  server.setErrorHandler((error, _request, reply) => {
    const [status, body] = refusalOf(error);
    return reply.code(status).send(body);
  });
  return server;
}

function refusalOf(error: unknown): [status: number, body: unknown] {
  if (error instanceof HttpException) {
    return [error.getStatus(), error.getResponse()];
  }
  if (error instanceof DomainError) {
    const { problem, detail } = error;
    return [PROBLEM_STATUS[problem.kind], { code: problem.code, detail }];
  }
  return [500, { code: 'internal' }];
}
