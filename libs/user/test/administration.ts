import type { TestAnswer, TestHttp } from '#libs/testing';
import { type Person } from '#libs/testing/people';

/** Administers an account, with a reason unless the body has another. */
export function administer(
  app: TestHttp,
  as: Person,
  target: Pick<Person, 'id'>,
  body: object,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  return app.request({
    method: 'PATCH',
    url: `/v1/admin/users/${target.id}`,
    as,
    body: { reason: 'A test.', ...body },
    headers,
  });
}

/** What the audit log tells of an account, oldest first. */
export async function actsOn(
  app: TestHttp,
  as: Person,
  target: Person,
): Promise<Record<'actorId' | 'action' | 'changes' | 'reason', unknown>[]> {
  const url = `/v1/admin/audit-log?targetId=${target.id}`;
  const { body } = await app.request({ method: 'GET', url, as });
  const items: Record<'actorId' | 'action' | 'changes' | 'reason', unknown>[] = body.items;
  return items
    .map(({ actorId, action, changes, reason }) => ({ actorId, action, changes, reason }))
    .reverse();
}
