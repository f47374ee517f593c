import { CounterAudit } from '#libs/platform';
import type { Command } from '../command.js';
import { openDomains } from '../context.js';

export const reconcileCommand: Command = {
  name: 'reconcile',
  summary: 'compare every counter with the rows it counts, and repair what differs',
  options: {
    'dry-run': { type: 'boolean', help: 'report only; exits with 2 when something differs' },
  },
  async run(options, program) {
    const repair = options['dry-run'] !== true;
    const domains = await openDomains(program);
    const drifts = await domains.get(CounterAudit).reconcile({ repair });
    for (const { counter, key, stored, actual } of drifts) {
      console.log(`${counter} of ${key}: ${stored}, counted ${actual}`);
    }
    console.log(`${drifts.length} counters differed${repair ? ' and were repaired' : ''}.`);
    return !repair && drifts.length > 0 ? 2 : 0;
  },
};
