/**
 * Writes what is generated from the code: the OpenAPI document, its typed client, and the reference pages.
 * With --check it writes nothing and fails when a committed file differs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import libs from './libs.cjs';
import { prepare } from './prepare.mjs';

const check = process.argv.includes('--check');

/** Committed file and the command that prints it. */
const generated = [
  ['docs/openapi.json', (out) => maru('openapi', '--out', out)],
  ['docs/problems.md', (out) => maru('problems-doc', '--out', out)],
  ['docs/events.md', (out) => writeFileSync(out, eventsPage())],
  ['docs/libs.md', (out) => writeFileSync(out, libsPage())],
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

/** The events of all libs with the doc comments of their classes, who publishes them, and who hears of them. */
function eventsPage() {
  const sources = libSources();
  const pattern =
    /\/\*\*([^]*?)\*\/\s*export class (\w+) extends defineEvent<([^]*?)>\(\s*'([^']+)',?\s*\) \{\}/g;
  const rows = sources
    .filter(({ file }) => file.endsWith('.events.ts'))
    .flatMap(({ text }) => [...text.matchAll(pattern)])
    .map(([, comment, name, data, type]) => {
      const meaning = comment.slice(comment.lastIndexOf('/**') + 1).replace(/\s*\*\s*/g, ' ');
      const cells = [
        `\`${type}\``,
        meaning.trim(),
        `\`${data.replace(/\s+/g, ' ')}\``,
        libsWith(sources, new RegExp(`new ${name}\\(`)),
        libsWith(sources, new RegExp(`@InTransaction\\(${name}\\)`)),
        queuesOf(sources, name),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  return [
    '# Domain events',
    '',
    'The published language of the domains, generated from the code: who tells each event, and who hears of it in the',
    'transaction of the fact and after it (the queue of its jobs in brackets).',
    '',
    '| event | when | data | told by | heard in the transaction | heard after it |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Who imports whom, and whose tables else a lib reads: tools/libs.cjs as a page. */
function libsPage() {
  const names = (list = []) => [...new Set(list)].map((name) => `\`${name}\``).join(', ');
  const rows = Object.entries(libs).map(
    ([lib, { is, imports, reads }]) =>
      `| \`${lib}\` | ${is} | ${names(imports)} | ${names(reads)} |`,
  );
  return [
    '# Libs',
    '',
    'From the bottom to the top, generated from `tools/libs.cjs`. A lib imports only what stands here, and its SQL reads',
    'only tables of itself, of these, and of those in the last column.',
    '',
    '| lib | what it is | may import | reads tables of, too |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function libSources() {
  return readdirSync('libs', { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?!testing\/)[^/]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.spec.ts'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join('libs', file), 'utf8') }));
}

function libsWith(sources, pattern) {
  const found = sources
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file.split('/')[0]);
  return [...new Set(found)].join(', ');
}

function queuesOf(sources, event) {
  const pattern = new RegExp(`@AfterCommit\\(\\s*${event},\\s*\\{[^}]*?name: '([^']+)'`, 'g');
  return sources
    .flatMap(({ file, text }) =>
      [...text.matchAll(pattern)].map(([, queue]) => `${file.split('/')[0]} (\`${queue}\`)`),
    )
    .join(', ');
}

function maru(...args) {
  run('dist/apps/cli/src/main.js', ...args);
}

function client(out) {
  const document = join(folder, 'docs-openapi.json');
  run('node_modules/openapi-typescript/bin/cli.js', document, '--output', out);
  // Whoever names the file to ESLint would be warned if it were ignored.
  writeFileSync(out, `/* eslint-disable */\n${readFileSync(out, 'utf8')}`);
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
