import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { eventually } from '../../libs/testing/src/eventually.js';
import { accountForm } from './support/people.js';
import { Program } from './support/program.js';

/** The part of an OTLP export that is asserted. */
interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: Pick<Span, 'attributes'>;
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[];
}

const spans: Span[] = [];
const services = new Set<unknown>();

/** Takes traces as OTLP collectors do. */
const collector = createServer((request: IncomingMessage, response: ServerResponse) => {
  void json(request).then((body) => {
    for (const { resource, scopeSpans } of (body as Exported).resourceSpans) {
      services.add(
        resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue,
      );
      spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
let program: Program;

beforeAll(async () => {
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as { port: number };
  program = await Program.prepare({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
  await program.start();
});
afterAll(async () => {
  await program.remove();
  collector.close();
});

test('a request, its statements and the jobs that it leaves are one trace', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const answer = await fetch(`${program.url}/v1/auth/sign-up`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    },
    body: JSON.stringify(accountForm('traced', { email: 'traced@maru.test' })),
  });
  expect(answer.status).toBe(201);
  await fetch(`${program.url}/v1/users?nickname=x&phone=01012345678`);
  const named = async (name: RegExp): Promise<Span> =>
    (await eventually(() => spans.find((span) => name.test(span.name))))!;
  const request = await named(/^POST \/v1\/auth\/sign-up$/);
  expect(request).toMatchObject({ traceId, parentSpanId: '00f067aa0ba902b7' });
  const job = await named(/^user\.mail-verification|^user\..*verif/);
  expect(job.traceId).toBe(traceId);
  expect(spans.filter((span) => span.traceId === traceId).map(({ name }) => name)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^pg\.query:INSERT/)]),
  );
  await named(/^GET \/v1\/users$/);
  const told = JSON.stringify(spans);
  expect(told).not.toContain('01012345678');
  expect(told).not.toContain('traced@maru.test');
  expect(services).toEqual(new Set(['maru']));
});

test('machines that look after the service leave no trace', async () => {
  await fetch(`${program.url}/health/ready`);
  expect(spans.filter(({ name }) => name.includes('/health'))).toEqual([]);
});
