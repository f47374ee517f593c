import fastify from 'fastify';
import { Histogram, Registry } from 'prom-client';
import { RequestMetrics } from './request-metrics.js';

it('measures requests by route pattern, and all unknown routes as one', async () => {
  const registry = new Registry();
  const histogram = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'test',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const server = fastify();
  new RequestMetrics(histogram).observe(server);
  server.get('/v1/posts/:postId', () => 'ok');
  for (const url of ['/v1/posts/1', '/v1/posts/2', '/a', '/b']) {
    await server.inject(url);
  }
  const text = await registry.metrics();
  const counts = text.split('\n').filter((line) => line.includes('_seconds_count'));
  expect(counts).toEqual([
    'http_request_duration_seconds_count{method="GET",route="/v1/posts/:postId",status="200"} 2',
    'http_request_duration_seconds_count{method="GET",route="unknown",status="404"} 2',
  ]);
  await server.close();
});
