import { openApi } from './client/contract.js';
import { operations } from './support/operations.js';
import { person } from './support/people.js';
import { type Answer, inParallel, json, send } from './support/wire.js';

const get = (target: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send({ method: 'GET', target, headers });

describe('X-Request-Id', () => {
  const kinds = [
    '/version',
    '/v1/posts',
    '/v1/posts/1',
    '/v1/me',
    '/v1/posts?limit=0',
    '/nothing',
    '/docs',
  ];

  test.each(kinds)('is that of the caller on %s', async (target) => {
    const id = 'a-1_b.c:D';
    const answer = await get(target, { 'x-request-id': id });
    expect(answer.headers['x-request-id']).toBe(id);
    if (answer.status >= 400) {
      expect(json(answer)['requestId']).toBe(id);
    }
  });

  test.each(['', 'a b', '<b>', 'é', 'x'.repeat(129), 'a"b'])(
    'is a new one instead of %j',
    async (id) => {
      const { headers } = await get('/v1/posts', { 'x-request-id': id });
      expect(headers['x-request-id']).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
    },
  );
});

describe('browsers', () => {
  const origin = 'https://app.example';

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('may %s after asking', async (method) => {
    const { status, headers } = await send({
      method: 'OPTIONS',
      target: '/v1/posts/1',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers':
          'authorization,content-type,if-match,idempotency-key,x-request-id',
      },
    });
    expect([status, headers['access-control-allow-origin']]).toEqual([204, '*']);
    expect(headers['access-control-allow-methods']?.split(', ')).toContain(method);
    expect(headers['access-control-allow-headers']).toMatch(
      /authorization.*if-match.*idempotency-key/,
    );
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  test.each(['/v1/posts', '/v1/me', '/v1/nothing', '/v1/posts?limit=0'])(
    'may read the headers of %s',
    async (target) => {
      const { headers } = await get(target, { origin });
      expect(headers['access-control-allow-origin']).toBe('*');
      const exposed = (headers['access-control-expose-headers'] ?? '').toLowerCase().split(', ');
      for (const name of [
        'etag',
        'link',
        'location',
        'retry-after',
        'ratelimit',
        'ratelimit-policy',
        'x-request-id',
        'idempotent-replayed',
      ]) {
        expect(exposed).toContain(name);
      }
    },
  );

  test.each(['/v1/posts', '/v1/me', '/docs', '/version', '/nothing', '/problems/not-found'])(
    'are told to be careful with %s',
    async (target) => {
      const { headers } = await get(target);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['content-security-policy']).toMatch(
        target.startsWith('/v1/') || target === '/nothing'
          ? /^default-src 'none';frame-ancestors 'none'$/
          : /default-src 'self'.*frame-ancestors 'none'/,
      );
      expect(headers['x-frame-options']).toMatch(/^(DENY|SAMEORIGIN)$/);
      expect([headers['x-powered-by'], headers['server'], headers['set-cookie']]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  test.each(['/v1/posts', '/v1/me', '/v1/posts/1'])('keep %s for themselves', async (target) => {
    const { headers } = await get(target);
    expect(headers['cache-control']).toBe('private, no-cache');
    const vary = (headers['vary'] ?? '').split(', ');
    expect(vary).toEqual(expect.arrayContaining(['Authorization', 'Accept-Encoding']));
  });
});

describe('the document and its pages', () => {
  it('is served as it was committed', async () => {
    const served = json(await get('/openapi.json'));
    expect(Object.keys(served['paths'] as object).sort()).toEqual(
      Object.keys(openApi.paths).sort(),
    );
    expect(served['components']).toEqual(openApi.components);
  });

  const codes = [
    ...new Set(operations.flatMap(({ codes }) => [...codes.values()].flatMap((set) => [...set]))),
  ];

  test.each([...codes, 'method-not-allowed'].sort())(
    '/problems/%s explains itself',
    async (code) => {
      const page = await get(`/problems/${code}`);
      expect([page.status, page.headers['content-type']]).toEqual([
        200,
        expect.stringMatching(/^text\//),
      ]);
      expect(page.text).toContain(code);
      expect(page.text.length).toBeGreaterThan(80);
    },
  );

  it('has an example for every code', () => {
    const examples = (openApi.components as unknown as { examples: object }).examples;
    expect(codes.filter((code) => !(code in examples))).toEqual([]);
  });

  test.each(['/docs', '/docs/'])('%s loads everything from here', async (target) => {
    const page = await get(target);
    expect([page.status, page.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^text\/html/),
    ]);
    const links = [
      ...page.text.matchAll(
        /<(?:script|link|img|iframe|form)\b[^>]*?\b(?:src|href|action)="([^"]+)"/g,
      ),
    ].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => /^(?:[a-z]+:)?\/\//i.test(link))).toEqual([]);
    await inParallel(links, async (link) => {
      const { pathname } = new URL(link, `http://maru.test${target}`);
      const { status, bytes, headers } = await get(pathname);
      expect([link, status, bytes.length > 0]).toEqual([link, 200, true]);
      expect(headers['content-type']).toMatch(
        link.endsWith('.js') ? /javascript/ : link.endsWith('.css') ? /css/ : /image|html|json/,
      );
    });
  });

  it('has its scripts outside of the page, as its policy asks', async () => {
    const { text } = await get('/docs');
    const inline = [...text.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
    expect(inline.filter(([, script]) => script?.trim() !== '').length).toBe(0);
  });
});

describe('operations', () => {
  it('/version tells what runs', async () => {
    const { status, headers, text } = await get('/version');
    expect([status, headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
    ]);
    const { commit, builtAt, ...rest } = JSON.parse(text);
    expect(rest).toEqual({
      name: 'maru',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node: process.versions.node,
    });
    // A build without Git or from elsewhere doesn't know them.
    expect(commit ?? '0000000').toMatch(/^[\da-f]{7,64}$/);
    expect(builtAt ?? '2026-01-01T00:00:00.000Z').toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    );
  });

  it('/health names its parts and is /health/ready', async () => {
    const [ready, health, live] = await Promise.all(
      ['/health/ready', '/health', '/health/live'].map((path) => get(path)),
    );
    expect([ready!.status, health!.status, live!.status]).toEqual([200, 200, 200]);
    for (const answer of [ready!, health!]) {
      const { status, details } = json(answer) as {
        status: string;
        details: Record<string, { status: string }>;
      };
      expect(status).toBe('ok');
      expect(Object.keys(details).sort()).toEqual(['database', 'migrations', 'queue', 'storage']);
      expect(Object.values(details).map((part) => part.status)).toEqual(['up', 'up', 'up', 'up']);
    }
    expect(json(live!)['status']).toBe('ok');
  });

  it('/metrics counts requests by route, method and status, and names nobody', async () => {
    const who = await person('metric');
    await get(`/v1/users/${who.id}`);
    await get(`/v1/users/by-nickname/${who.nickname}`);
    await get(`/v1/${who.id}/nothing`);
    await send({ method: 'PROPFIND', target: `/v1/posts/${who.id}` });
    const { status, headers, text } = await get('/metrics');
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect(text).toContain('# TYPE http_request_duration_seconds histogram');
    const labels = [
      ...text.matchAll(/^http_request_duration_seconds_count\{([^}]*)\} (\d+)$/gm),
    ].map(([, list]) =>
      Object.fromEntries(
        [...list!.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    );
    expect(labels).toContainEqual({ method: 'GET', route: '/v1/users/:userId', status: '200' });
    expect(
      labels.filter((one) => Object.keys(one).sort().join() !== 'method,route,status'),
    ).toEqual([]);
    const values = [...text.matchAll(/^\w+\{([^}]*)\}/gm)].map(([, list]) =>
      list!.replace(/\ble="[^"]*"/, ''),
    );
    expect(values.filter((list) => /\d{6,}|@/.test(list))).toEqual([]);
    expect(text).not.toContain(who.nickname);
    expect(text).toMatch(/^db_up 1$/m);
    expect(text).toMatch(/^process_cpu_user_seconds_total /m);
  });
});
