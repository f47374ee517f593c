import { CounterAuditService } from '#libs/counters';
import { type Reconciliation, Reconciliations } from '#libs/reconciliation';
import { type Program } from '#libs/runtime';
import { StorageFailure } from '#libs/storage';
import type { CommandOptions } from '../command.js';
import { openDomains } from '../context.js';

/** Exit code when something is wrong and stays so. */
const WRONG = 2;
/** Exit code when not everything could be compared (EX_UNAVAILABLE). */
const UNFINISHED = 69;

/** Compares every counter with the rows it counts, and what lies outside the database with it, while people act. */
export async function runReconcile(options: CommandOptions, program: Program): Promise<number> {
  const repair = options['repair'] === true;
  const domains = await openDomains(program);
  const drifts = await domains.get(CounterAuditService).reconcile({ repair });
  for (const { counter, key, stored, actual } of drifts) {
    console.log(`${counter} of ${key}: stored ${String(stored)}, counted ${String(actual)}`);
  }
  const corrected = repair ? drifts.length : 0;
  console.log(summary('counters', drifts.length, corrected));
  let left = drifts.length - corrected;
  let isWhole = true;
  for (const part of domains.get(Reconciliations).parts) {
    const found = await compare(part, repair).catch((error: unknown) => tell(part, error));
    isWhole &&= found !== undefined;
    left += found ?? 0;
  }
  return isWhole ? (left > 0 ? WRONG : 0) : UNFINISHED;
}

/** Says in a line why something could not be compared. @throws what is no failure of the storage */
function tell({ subject }: Reconciliation, error: unknown): undefined {
  if (!(error instanceof StorageFailure)) {
    throw error;
  }
  const { message, cause } = error;
  const reason = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  console.error(`The ${subject} could not be compared: ${message}${reason}`);
}

/** Tells what differs. @returns how much of it stays so */
async function compare(part: Reconciliation, repair: boolean): Promise<number> {
  let found = 0;
  let repaired = 0;
  for await (const discrepancy of part.reconcile({ repair })) {
    console.log(discrepancy.what);
    found += 1;
    repaired += discrepancy.repaired ? 1 : 0;
  }
  console.log(summary(part.subject, found, repaired));
  return found - repaired;
}

function summary(subject: string, found: number, repaired: number): string {
  const wrong = `${String(found)} ${subject} were wrong`;
  if (repaired === 0) {
    return `${wrong}.`;
  }
  return repaired === found
    ? `${wrong}, now corrected.`
    : `${wrong}, ${String(repaired)} of them now corrected.`;
}
