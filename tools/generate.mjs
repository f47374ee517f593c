/**
 * Writes what is generated from the code: the OpenAPI document, its typed client, and the reference pages.
 * With --check it writes nothing and fails when a committed file differs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';

const check = process.argv.includes('--check');

/** Committed file and the command that prints it. */
const generated = [
  ['docs/openapi.json', (out) => maru('openapi', '--out', out)],
  ['docs/problems.md', (out) => maru('problems-doc', '--out', out)],
  ['docs/events.md', (out) => writeFileSync(out, eventsPage())],
  ['docs/settings.md', (out) => maru('settings-doc', '--out', out)],
  ['test/e2e/client/schema.ts', (out) => client(out)],
];

await prepare({ build: true });
const folder = mkdtempSync(join(tmpdir(), 'maru-generate-'));
const stale = [];
for (const [file, make] of generated) {
  const out = join(folder, file.replaceAll('/', '-'));
  make(out);
  const text = readFileSync(out, 'utf8');
  if (text !== committed(file)) {
    stale.push(file);
    if (!check) {
      writeFileSync(file, text);
    }
  }
}
rmSync(folder, { recursive: true, force: true });
if (check && stale.length > 0) {
  console.error(
    `Out of date: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`,
  );
  process.exit(1);
}
console.log(stale.length === 0 ? 'Generated files are up to date.' : `Wrote ${stale.join(', ')}.`);

/** The events of libs/events, with the doc comments of their classes. */
function eventsPage() {
  const folder = 'libs/events/src';
  const pattern =
    /\/\*\*([^]*?)\*\/\s*export class \w+ extends DomainEvent<([^]*?)> \{\s*static readonly type = '([^']+)'/g;
  const rows = readdirSync(folder)
    .filter((file) => file.endsWith('.events.ts'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(pattern)])
    .map(([, comment, data, type]) => {
      const meaning = comment.slice(comment.lastIndexOf('/**') + 1).replace(/\s*\*\s*/g, ' ');
      return `| \`${type}\` | ${meaning.trim()} | \`${data.replace(/\s+/g, ' ')}\` |`;
    });
  return [
    '# Domain events',
    '',
    'The published language of the domains, generated from `libs/events`.',
    '',
    '| event | when | data |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function maru(...args) {
  run('dist/apps/cli/src/main.js', ...args);
}

function client(out) {
  const document = join(folder, 'docs-openapi.json');
  run('node_modules/openapi-typescript/bin/cli.js', document, '--output', out);
}

function run(...args) {
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function committed(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
