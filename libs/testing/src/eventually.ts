import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

/**
 * How long a test waits for what is done in the background before it gives up, in milliseconds: the one deadline of
 * all of them. It says that something never comes, not how soon it must come, so it is many times what the slowest
 * machine needs. Shorter than the `testTimeout` of Jest, whose message would not tell what was waited for.
 */
export const PATIENCE_MS = 300_000;

const PAUSE_MS = 20;
const REPEAT_MS = 4_000;

/**
 * Asks again and again until the answer is as wished: without `wished`, until it is neither `undefined` nor `false`.
 *
 * @returns the first answer that is
 * @throws Error with the last answer when none is within {@link PATIENCE_MS}
 */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  wished: (answer: T) => boolean = (answer) => answer !== undefined && answer !== false,
): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (wished(answer)) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(`Never became as wished: ${inspect(answer).slice(0, 2_000)}`);
    }
    await delay(PAUSE_MS);
  }
}

/**
 * Does something at once and then every four seconds, as clients repeat what holds for a few seconds only and is kept
 * nowhere, until it has had its effect.
 *
 * @throws Error when it has none within {@link PATIENCE_MS}
 */
export async function repeatUntil(
  act: () => unknown,
  hadEffect: () => Promise<boolean> | boolean,
): Promise<void> {
  let next = performance.now();
  await eventually(async () => {
    if (performance.now() >= next) {
      await act();
      next = performance.now() + REPEAT_MS;
    }
    return hadEffect();
  });
}
