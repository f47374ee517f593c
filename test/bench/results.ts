import type { DatabaseWork } from './database.js';
import type { Measured } from './load.js';

/** What is known of one call. */
export interface CallResult {
  readonly name: string;
  readonly kind: string;
  readonly at16: Measured;
  readonly at64: Measured;
  /** For one request. */
  readonly work: DatabaseWork;
}

/** A target, and what was measured. */
export interface TargetResult {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  /** `undefined` for what is only reported. */
  readonly held: boolean | undefined;
}

/** Everything that a run found. */
export interface Results {
  readonly calls: CallResult[];
  readonly references: {
    readonly name: string;
    readonly maru: Measured;
    readonly bare: Measured;
    readonly pgbench: Measured | undefined;
  }[];
  readonly pages: { readonly name: string; readonly first: number; readonly fiftieth: number }[];
  readonly sizes: { readonly name: string; readonly medium: number; readonly large: number }[];
  readonly targets: TargetResult[];
  readonly notes: string[];
}

export function emptyResults(): Results {
  return { calls: [], references: [], pages: [], sizes: [], targets: [], notes: [] };
}

/** Notes a ratio that must reach its target, or stay below it. */
export function judge(
  results: Results,
  what: string,
  ratio: number,
  target: { readonly atLeast: number } | { readonly atMost: number },
): void {
  const held = 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
  results.targets.push({
    what,
    target: 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`,
    measured: digits(ratio),
    held,
  });
}

/** Notes a figure that has no target. */
export function report(results: Results, what: string, value: number): void {
  results.targets.push({ what, target: 'reported', measured: digits(value), held: undefined });
}

/** Three digits that mean something. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) {
    return '–';
  }
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** Notes the most statements that a call of each kind takes. */
export function countStatements(found: Results): void {
  const most = { read: 6, write: 8, publish: 15 };
  for (const [kind, atMost] of Object.entries(most)) {
    const calls = found.calls.filter((call) => call.kind === kind);
    if (calls.length > 0) {
      const worst = Math.max(...calls.map(({ work }) => work.statements));
      found.targets.push({
        what: `SQL statements per request, ${kind}`,
        target: `≤ ${atMost}`,
        measured: digits(worst),
        held: worst < atMost + 0.5,
      });
    }
  }
}

/** Notes how many requests were refused or not answered: what fails says nothing of what works. */
export function countFailures(found: Results): void {
  const measured = [
    ...found.calls.flatMap(({ at16, at64 }) => [at16, at64]),
    ...found.references.flatMap(({ maru, bare, pgbench }) => [maru, bare, pgbench ?? []].flat()),
  ];
  const failed = measured.reduce((sum, { errors }) => sum + errors, 0);
  found.targets.push({
    what: 'failed requests',
    target: '0',
    measured: String(failed),
    held: failed === 0,
  });
}
