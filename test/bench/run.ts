import { type Case, writes } from './cases.js';
import { type Measured, press } from './load.js';
import type { BenchOptions } from './options.js';
import type { Running } from './programs.js';
import type { Results } from './results.js';
import { idOf, type Stage } from './stage.js';
import type { Subjects } from './subjects.js';

/** A run: what is measured, and where the findings go. */
export interface Run {
  readonly options: BenchOptions;
  readonly stage: Stage;
  readonly api: Running;
  readonly worker: Running;
  readonly subjects: Subjects;
  readonly results: Results;
}

/** Tokens of the people who follow 5, 20, 200 and 2,000. */
export async function readers(
  stage: Stage,
  { followers }: Subjects,
): Promise<Record<5 | 20 | 200 | 2000, string>> {
  const [a = '', b = '', c = '', d = ''] = await stage.tokens(
    [followers[5], followers[20], followers[200], followers[2000]].map(idOf),
  );
  return { 5: a, 20: b, 200: c, 2000: d };
}

/** The writes of a run, with fresh tokens. */
export async function writers({ stage, subjects }: Run): Promise<Case[]> {
  const [star = '', quiet = ''] = await stage.tokens([subjects.star, subjects.quiet]);
  return writes(subjects, await stage.tokens(subjects.actors), { star, quiet });
}

/** Something to put load on, for `interleaved`. */
export function pressing(
  server: Running,
  { next }: Pick<Case, 'next'>,
  connections: number,
): (seconds: number) => Promise<Measured> {
  return (seconds) => press({ server, next, connections }, seconds);
}

/** Prints a line of progress. */
export function say(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}
