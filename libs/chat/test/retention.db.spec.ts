import { people } from '#libs/testing/people';
import { ForgettingJobs } from '../src/retention/forgetting.jobs.js';
import { chatStage } from './stage.js';

it.each([
  ['30', [3]],
  ['0', [3, 2, 1]],
])('keeps messages for MESSAGE_RETENTION_DAYS=%s', async (days, kept) => {
  const app = await chatStage({ env: { MESSAGE_RETENTION_DAYS: days } });
  const { alice, bob } = await people(app, 'alice', 'bob');
  const room = await app.friends(alice, bob);
  for (let i = 0; i < 3; i += 1) {
    await app.send(alice, room);
  }
  // Their ids tell their age.
  await app.sql(
    `update message
    set id = id - ((31 * 86400000::bigint) << 20), created_at = created_at - interval '31 days'
    where room_id = $1 and number <= 2`,
    [room],
  );
  await app.get(ForgettingJobs).forget();
  expect(await app.numbers(bob, room)).toEqual(kept);
  expect((await app.send(bob, room)).body.number).toBe(4);
  await app.close();
});
