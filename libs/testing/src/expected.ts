import type { Id, Page } from '#libs/kernel';
import type { TestApp } from './test-app.js';

/** Matches the domain error with this code. */
export function problem(code: string): unknown {
  const withCode: unknown = expect.objectContaining({ code });
  return expect.objectContaining({ problem: withCode });
}

/** Ids of what is on a page. */
export function idsOf<Of extends Id>(page: Page<{ readonly id: Of }>): Of[] {
  return page.items.map(({ id }) => id);
}

/** Does all that is left to do, and expects every counter to be right. */
export async function expectNoDrift(app: Pick<TestApp, 'settle' | 'drift'>): Promise<void> {
  await app.settle();
  expect(await app.drift()).toEqual([]);
}
