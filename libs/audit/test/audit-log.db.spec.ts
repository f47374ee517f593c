import { AuditLogService, AuditModule, defineAuditTarget } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { type Guest, guest, GuestsModule, type TestHttp, testHttp } from '#libs/testing';

const TARGET = defineAuditTarget('sample');

let app: TestHttp;
let root: Guest;
let alice: Guest;

beforeAll(async () => {
  app = await testHttp({ modules: [AuditModule, GuestsModule] });
  root = guest(app, 'admin');
  alice = guest(app);
});
afterAll(() => app.close());

function note(actorId: UserId, targetId: Id, action = 'user.suspended'): Promise<void> {
  return app.get(UnitOfWork).run(() =>
    app.get(AuditLogService).record({
      actorId,
      action,
      target: TARGET,
      targetId,
      reason: 'Spam.',
      changes: { isActive: { from: true, to: false } },
    }),
  );
}
const list = (query = '', as: Guest = root) =>
  app.request({ method: 'GET', url: `/v1/admin/audit-log${query}`, as });

it('tells who did what, to whom, when and why', async () => {
  const carol = guest(app);
  await note(root.id, carol.id);
  const { status, body } = await list(`?targetId=${carol.id}`);
  expect(status).toBe(200);
  expect(body.items).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      actorId: root.id,
      action: 'user.suspended',
      targetType: 'sample',
      targetId: carol.id,
      reason: 'Spam.',
      changes: { isActive: { from: true, to: false } },
      createdAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    },
  ]);
});

it('is there only together with the act', async () => {
  const [before] = await app.sql<{ count: string }>(`select count(*) from audit_log`);
  const failing = app.get(UnitOfWork).run(async () => {
    await note(root.id, alice.id);
    throw new Error('The act failed.');
  });
  await expect(failing).rejects.toThrow('The act failed.');
  expect(await app.sql(`select count(*) from audit_log`)).toEqual([before]);
  const outside = app.get(AuditLogService).record({
    actorId: root.id,
    action: 'user.suspended',
    target: TARGET,
    targetId: alice.id,
    reason: 'Spam.',
    changes: {},
  });
  await expect(outside).rejects.toThrow('needs a transaction');
});

it.each([
  `update audit_log set reason = 'Nothing happened.'`,
  `update audit_log set reason = reason where false`,
  `delete from audit_log`,
  `truncate audit_log`,
])('is append-only: the database refuses `%s`', async (statement) => {
  await note(root.id, alice.id);
  const before = await app.sql(`select * from audit_log order by id`);
  await expect(app.sql(statement)).rejects.toThrow('The audit log is append-only.');
  expect(await app.sql(`select * from audit_log order by id`)).toEqual(before);
});

it('comes newest first, in pages that neither repeat nor skip', async () => {
  const before: object[] = (await list('?limit=100')).body.items;
  for (let number = 0; number < 5; number += 1) {
    await note(root.id, alice.id, `user.act-${number}`);
  }
  const first = await list('?limit=3');
  await note(root.id, alice.id);
  const second = await list(`?limit=100&cursor=${first.body.nextCursor}`);
  const actions = [...first.body.items, ...second.body.items].map(
    ({ action }: { action: string }) => action,
  );
  expect(actions.slice(0, 5)).toEqual([4, 3, 2, 1, 0].map((number) => `user.act-${number}`));
  expect(actions).toHaveLength(5 + before.length);
  expect(first.headers['link']).toContain('rel="next"');
});

it('is filtered by who acted, by what was done, and to what', async () => {
  await note(alice.id, root.id, 'user.restored');
  const found = async (query: string) => (await list(query)).body.items.length;
  expect(await found(`?actorId=${alice.id}`)).toBe(1);
  expect(await found(`?action=user.restored`)).toBe(1);
  expect(await found(`?targetId=${root.id}`)).toBe(1);
  expect(await found(`?targetId=${root.id}&actorId=${root.id}`)).toBe(0);
  expect((await list('?actorId=x')).status).toBe(400);
});

it('is for administrators', async () => {
  expect((await list('', alice)).body.code).toBe('forbidden');
  const answer = await app.request({ method: 'GET', url: '/v1/admin/audit-log' });
  expect(answer.body.code).toBe('unauthenticated');
});
