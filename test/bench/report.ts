import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { chart } from './chart.js';
import type { BenchOptions } from './options.js';
import { digits, type Results } from './results.js';

/** Machine, versions and data of a run. */
export interface Circumstances {
  readonly postgres: string;
  readonly databaseMb: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly starFollowers: number;
  readonly minutes: number;
}

/** Writes the report, its chart and the figures as JSON. */
export function writeReport(results: Results, options: BenchOptions, found: Circumstances): string {
  mkdirSync(options.out, { recursive: true });
  const file = join(options.out, `${options.name}.md`);
  writeFileSync(file, markdown(results, options, found));
  writeFileSync(join(options.out, `${options.name}.svg`), chart(results));
  writeFileSync(
    join(options.out, `${options.name}.json`),
    `${JSON.stringify({ ...found, ...results }, null, 2)}\n`,
  );
  return file;
}

function markdown(results: Results, options: BenchOptions, found: Circumstances): string {
  const { calls, references, pages, sizes, targets, notes } = results;
  return `${[
    `# Benchmark: ${options.name}`,
    [
      `Made by \`npm run bench -- ${asked(options)}\` in ${digits(found.minutes)} minutes on ${new Date().toISOString().slice(0, 10)}.`,
      `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${digits(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL ${found.postgres}, commit ${commit()}.`,
      `Data: ${Object.entries(found.rows)
        .map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
        .join(
          ', ',
        )}; ${digits(found.databaseMb)} MB; ${found.starFollowers.toLocaleString('en')} followers of the star.`,
      `The load, the programs and the database share the machine, so only ratios of one run mean something. Each figure is the median of ${options.repeats} interleaved measurements of ${options.seconds} s after ${options.warmUp} s of warm-up.`,
    ].join(' '),
    ...notes.map((note) => `> ${note}`),
    `![Requests a second](${options.name}.svg)`,
    '## Targets',
    table(
      ['what', 'target', 'measured', 'holds'],
      targets.map(({ what, target, measured, held }) => [
        what,
        target,
        measured,
        held === undefined ? '' : held ? 'yes' : '**no**',
      ]),
    ),
    '## References',
    'The same answer, or the same SQL, in the same minute on the same database, 16 connections. The bare server knows neither sign-in, validation, logs nor headers.',
    table(
      ['call', 'Maru /s', 'bare Fastify + pg /s', 'pgbench /s', 'Maru cpu ms', 'bare cpu ms'],
      references.map(({ name, maru, bare, pgbench }) => [
        name,
        digits(maru.perSecond),
        digits(bare.perSecond),
        digits(pgbench?.perSecond ?? NaN),
        digits(maru.cpu),
        digits(bare.cpu),
      ]),
    ),
    '## Calls',
    'Statements and database time (planner and executor) of one request, counted by pg_stat_statements, transaction brackets left out. Times in milliseconds; memory of the API after the call, in MB.',
    table(
      [
        'call',
        '/s at 16',
        'p50',
        'p99',
        '/s at 64',
        'p50',
        'p99',
        'cpu',
        'statements',
        'database',
        'memory',
      ],
      calls.map(({ name, at16, at64, work }) => [
        name + (at16.errors + at64.errors > 0 ? ` (${at16.errors + at64.errors} errors)` : ''),
        ...[at16.perSecond, at16.p50, at16.p99, at64.perSecond, at64.p50, at64.p99].map(digits),
        digits(at16.cpu),
        digits(work.statements),
        digits(work.time),
        digits(at16.memory),
      ]),
    ),
    '## Pages and sizes',
    table(
      ['list', 'first page ms', 'page 50 ms'],
      pages.map(({ name, first, fiftieth }) => [name, digits(first), digits(fiftieth)]),
    ),
    table(
      ['list', 'medium p50 ms', `${options.preset} p50 ms`],
      sizes.map(({ name, medium, large }) => [name, digits(medium), digits(large)]),
    ),
  ].join('\n\n')}\n`;
}

/** The options that say what is measured. */
function asked({ preset, circles, only }: BenchOptions): string {
  return [
    `--preset ${preset}`,
    ...(circles === 'strong' ? [] : [`--circles ${circles}`]),
    ...(only.size === 0 ? [] : [`--only ${[...only].join(',')}`]),
  ].join(' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return '(not measured in this run)';
  }
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    return version;
  }
}
