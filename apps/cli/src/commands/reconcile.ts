import { CounterAudit, type Program } from '#libs/platform';
import type { CommandOptions } from '../command.js';
import { openDomains } from '../context.js';

/** Exit code when counters are wrong and stay so. */
const WRONG = 2;

/** Compares every counter with the rows it counts, while people act. */
export async function runReconcile(options: CommandOptions, program: Program): Promise<number> {
  const repair = options['repair'] === true;
  const domains = await openDomains(program);
  const drifts = await domains.get(CounterAudit).reconcile({ repair });
  for (const { counter, key, stored, actual } of drifts) {
    console.log(`${counter} of ${key}: stored ${String(stored)}, counted ${String(actual)}`);
  }
  console.log(`${String(drifts.length)} counters were wrong${repair ? ', now corrected' : ''}.`);
  return !repair && drifts.length > 0 ? WRONG : 0;
}
