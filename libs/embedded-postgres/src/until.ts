import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks `probe` again and again until it gives something other than undefined.
 * Answers undefined when `timeoutMs` milliseconds have passed; asks at least once.
 */
export async function until<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  { timeoutMs, everyMs = 10 }: { timeoutMs: number; everyMs?: number },
): Promise<T | undefined> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) {
      return answer;
    }
    if (performance.now() >= end) {
      return undefined;
    }
    await delay(everyMs);
  }
}
