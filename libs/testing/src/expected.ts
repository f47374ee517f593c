import type { Id, Page } from '#libs/kernel';

/** Matches the domain error with this code. */
export function problem(code: string): unknown {
  const withCode: unknown = expect.objectContaining({ code });
  return expect.objectContaining({ problem: withCode });
}

/** Ids of what is on a page. */
export function idsOf<Of extends Id>(page: Page<{ readonly id: Of }>): Of[] {
  return page.items.map(({ id }) => id);
}
