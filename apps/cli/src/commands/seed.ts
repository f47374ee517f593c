import { type Program, StartError } from '#libs/runtime';
import { SeedCommunityService, SeedModule, SeedRefused, SIZE_NAMES } from '#libs/seed';
import type { CommandOptions } from '../command.js';
import { openDomains } from '../context.js';
import { type AskedSeed, planOf } from '../seed-plan.js';
import { TerminalProgress } from '../terminal-progress.js';

/** Fills the database with a made-up community. */
export async function runSeed(options: CommandOptions, program: Program): Promise<number> {
  const plan = planOf(options);
  const stop = new AbortController();
  program.shutdown.onAnnounce(() => stop.abort());
  const domains = await openDomains(program, [SeedModule]);
  const progress = new TerminalProgress(process.stdout);
  try {
    const { resumed, examples } = await domains
      .get(SeedCommunityService, { strict: false })
      .plant({ ...plan, progress, signal: stop.signal });
    console.log(resumed ? 'The seed that was interrupted is finished.' : done(plan));
    for (const { email, follows } of examples) {
      console.log(`  ${email}  follows ${String(follows)} people`);
    }
    return 0;
  } catch (error) {
    throw explained(error, stop.signal);
  }
}

function done({ sizes, password }: AskedSeed): string {
  const counts = SIZE_NAMES.map((name) => `${sizes[name].toLocaleString('en')} ${name}`).join(', ');
  return `The database has ${counts}.\nEverybody's password is ${password}. Some log-ins:`;
}

/** An error as one line for the operator, when there is something that the operator can do. */
function explained(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) {
    return new StartError(
      'The seed was stopped. Run the same command again: it begins anew, or finishes what is left.',
    );
  }
  return error instanceof SeedRefused ? new StartError(error.message) : error;
}
