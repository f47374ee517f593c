import { DeadLetters } from '#libs/jobs';
import { type Program } from '#libs/runtime';
import { type CommandOptions, UsageError } from '../command.js';
import { openDomains } from '../context.js';

/** Lists the jobs that failed for the last time, sends them again, or gives them up. */
export async function runDeadLetters(options: CommandOptions, program: Program): Promise<number> {
  const { retry, drop } = options;
  if (retry === true && drop === true) {
    throw new UsageError('--retry and --drop exclude each other.');
  }
  const letters = (await openDomains(program)).get(DeadLetters);
  for (const { queue, failedAt, reason } of await letters.list()) {
    console.log(`${failedAt.toISOString()} ${queue ?? 'unknown'}: ${reason}`);
  }
  if (retry === true) {
    console.log(`${String(await letters.retry())} jobs wait in their queues again.`);
  } else if (drop === true) {
    console.log(`${String(await letters.drop())} jobs were given up.`);
  }
  return 0;
}
