import pg from 'pg';
import { afterwards } from '../support/afterwards.js';
import { Production } from '../support/production.js';

const undo = afterwards();
let production: Production;

beforeAll(async () => {
  production = await Production.prepare({ LOG_LEVEL: 'silent' });
  undo(() => production.remove());
});

/** Leaves what a job leaves that failed for the last time. */
async function failForGood(reason: string): Promise<void> {
  const client = new pg.Client({ connectionString: production.database.url });
  await client.connect();
  await client.query(
    `insert into pgboss.job (name, source_name, source_output) values ('dead-letter', 'counters.audit', $1)`,
    [{ reason }],
  );
  await client.end();
}

it('lists dead letters, sends them again, and gives them up, as the runbook says', async () => {
  expect(await production.maru('dead-letters')).toEqual({ code: 0, output: '' });
  await failForGood('the mail server was away');
  const listed = await production.maru('dead-letters');
  expect(listed).toEqual({
    code: 0,
    output: expect.stringMatching(/^\S+Z counters\.audit: the mail server was away\n$/),
  });
  expect((await production.maru('dead-letters', '--retry')).output).toContain(
    '1 jobs wait in their queues again.',
  );
  expect(await production.maru('dead-letters')).toEqual({ code: 0, output: '' });
  await failForGood('it is gone');
  expect((await production.maru('dead-letters', '--drop')).output).toContain(
    '1 jobs were given up.',
  );
  expect(await production.maru('dead-letters')).toEqual({ code: 0, output: '' });
  const both = await production.maru('dead-letters', '--retry', '--drop');
  expect(both.code).not.toBe(0);
  expect(both.output).toContain('--retry and --drop exclude each other.');
});
