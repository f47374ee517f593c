import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Measured } from './load.js';

/** A statement that pgbench runs, with its values. */
export interface PgbenchStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
}

/** Whether PostgreSQL's own load program is there; Debian has it in the package `postgresql`. */
export function hasPgbench(): boolean {
  return spawnSync('pgbench', ['--version']).status === 0;
}

/**
 * Runs statements one after the other, again and again, each prepared once a connection: what the database could
 * give if nothing stood before it. `perSecond` counts whole rounds.
 */
export async function pgbench(
  url: string,
  statements: readonly PgbenchStatement[],
  connections: number,
  seconds: number,
): Promise<Measured> {
  const script = '.cache/bench/pgbench.sql';
  const label = (name: string) => name.replace(/\W/g, '_');
  writeFileSync(
    script,
    [
      '\\if :fresh',
      ...statements.map(({ name, text }) => `prepare ${label(name)} as ${oneLine(text)};`),
      '\\set fresh 0',
      '\\endif',
      ...statements.map(({ name, values }) => `execute ${label(name)}(${values.join(', ')});`),
      '',
    ].join('\n'),
  );
  const args = ['-n', '-D', 'fresh=1', '-c', String(connections), '-T', String(seconds)];
  const child = spawn('pgbench', [...args, '-f', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  await once(child, 'close');
  const text = Buffer.concat(output).toString();
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? NaN);
  const latency = number(/latency average = ([\d.]+) ms/);
  return {
    perSecond: number(/tps = ([\d.]+)/),
    p50: latency,
    p99: NaN,
    cpu: NaN,
    memory: NaN,
    errors: number(/number of failed transactions: (\d+)/) || 0,
  };
}

/** pgbench ends a statement at the first `;` and reads `:name` as a variable: there is neither, but `::type`. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
