import { setTimeout } from 'node:timers/promises';

/** Milliseconds after which a run begins no further transaction; the next one goes on. */
const PATIENCE = 20_000;
/** How long a run rests after a part, as a share of what the part took: others want the database too. */
const REST = 0.5;

/**
 * Does steps one after the other, each as often as it says that there is more, until all is done or the time is over.
 *
 * @param steps each does a part in a transaction of its own, and tells whether there may be more
 * @param patience milliseconds
 */
export async function boundedRun(
  steps: readonly (() => Promise<boolean>)[],
  patience = PATIENCE,
): Promise<void> {
  const end = performance.now() + patience;
  for (const step of steps) {
    let isMore = true;
    while (isMore && performance.now() < end) {
      const begun = performance.now();
      isMore = await step();
      if (isMore) {
        await setTimeout((performance.now() - begun) * REST);
      }
    }
  }
}
