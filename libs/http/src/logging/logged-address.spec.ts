import fastify, { type FastifyInstance } from 'fastify';
import { loggedAddress } from './logged-address.js';

describe('a logged address', () => {
  let server: FastifyInstance;
  let logged: string;

  beforeAll(() => {
    server = fastify();
    server.addHook('onResponse', (request, _reply, done) => {
      logged = loggedAddress(request);
      done();
    });
    for (const route of ['/v1/posts', '/v1/posts/:postId/likes', '/v1/people/:name', '/media/*']) {
      server.get(route, () => 'ok');
    }
  });
  afterAll(() => server.close());

  it.each([
    ['/v1/posts', '/v1/posts'],
    ['/v1/posts?limit=5&sort=latest', '/v1/posts?limit=5&sort=latest'],
    [
      '/v1/posts/1890123456789012345/likes?authorId=1890123456789012345',
      '/v1/posts/1890123456789012345/likes?authorId=1890123456789012345',
    ],
    ['/v1/posts?q=alice%40maru.example', '/v1/posts?***'],
    ['/v1/posts?q=alice@maru.example&limit=5', '/v1/posts?limit=5&***'],
    ['/v1/posts?limit=01012345678', '/v1/posts?limit=***'],
    ['/v1/posts?sort=alice@maru.example&sort=latest', '/v1/posts?sort=***'],
    ['/v1/posts?authorId=821012345678', '/v1/posts?authorId=***'],
    ['/v1/posts?alice@maru.example', '/v1/posts?***'],
    ['/v1/posts?token=abc&%74oken=abc&accessToken=abc&X-Amz-Signature=abc', '/v1/posts?***'],
    ['/v1/posts/010-1234-5678/likes', '/v1/posts/***/likes'],
    ['/v1/posts/821012345678/likes', '/v1/posts/***/likes'],
    ['/v1/people/alice%40maru.example', '/v1/people/***'],
    ['/media/private/a.webp?expires=1&signature=abc', '/media/***?***'],
    ['/v1/alice@maru.example', '/***'],
    ['/v1/p%6fsts/010-1234-5678', '/***'],
  ])('%s', async (url, expected) => {
    await server.inject(url);
    expect(logged).toBe(expected);
  });
});
