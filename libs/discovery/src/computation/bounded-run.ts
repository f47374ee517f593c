/** Milliseconds after which a run begins no further transaction; the next one goes on. */
const PATIENCE = 20_000;

/**
 * Does steps one after the other, each as often as it says that there is more, until all is done or the time is over.
 *
 * @param steps each does a part in a transaction of its own, and tells whether there may be more
 */
export async function boundedRun(steps: readonly (() => Promise<boolean>)[]): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (const step of steps) {
    let isMore = true;
    while (isMore && performance.now() < end) {
      isMore = await step();
    }
  }
}
