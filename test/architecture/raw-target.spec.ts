import { spawnSync } from 'node:child_process';

/** The rules that a source breaks, were it a file of the HTTP edge. */
function broken(source: string, file = 'libs/http/src/request/route.ts'): string[] {
  const { stdout } = spawnSync(
    process.execPath,
    ['node_modules/eslint/bin/eslint.js', '--stdin', '--stdin-filename', file, '-f', 'json'],
    { input: source, encoding: 'utf8' },
  );
  const [result] = JSON.parse(stdout) as { messages: { ruleId: string; line: number }[] }[];
  return result!.messages
    .filter(({ ruleId }) => ruleId === 'maru/no-raw-target')
    .map(({ line }) => source.split('\n')[line - 1]!.trim());
}

const WAYS = [
  'export const a = (call: FastifyRequest) => call.url;',
  'export const b = (call: FastifyRequest) => call.originalUrl;',
  'export const c = ({ raw }: FastifyRequest) => raw.url;',
  "export const d = (call: IncomingMessage) => call['url'];",
  'export const e = ({ url }: FastifyRequest) => url;',
  'export const f = (call: FastifyRequest) => { const { originalUrl: x } = call; return x; };',
  'export const g = (call: FastifyRequest | undefined) => call?.url;',
];

it('lets nobody decide from the target of a request as it was sent', () => {
  const imports =
    "import type { IncomingMessage } from 'node:http';\nimport type { FastifyRequest } from 'fastify';\n";
  const fine = [
    'export const h = (call: FastifyRequest) => call.routeOptions.url;',
    'export const i = (picture: { url: string }) => picture.url;',
  ];
  expect(broken(imports + [...WAYS, ...fine].join('\n'))).toEqual(WAYS);
});
