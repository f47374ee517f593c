import { prepared, preparedStatements, sql, SqlReader } from '#libs/database';
import { type TestApp, testApp } from '#libs/testing';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules: [] });
});
afterAll(() => app.close());

const SPACES = prepared<{ said: string }>(
  'test.spaces',
  (slot) => sql`
  select
    'a  b'   as "c  d",
    'it''s
  two'       as lines,
    ${slot('said')}::text as said`,
);

describe('a prepared statement', () => {
  it('is sent in one line; what stands in quotes stays', async () => {
    const run = SPACES({ said: ' x  y ' });
    expect(run.text).toBe(` select 'a  b' as "c  d", 'it''s\n  two' as lines, $1::text as said`);
    expect(await app.get(SqlReader).one(run)).toEqual({
      'c  d': 'a  b',
      lines: `it's\n  two`,
      said: ' x  y ',
    });
  });

  it('is told to tests as it is written', () => {
    const told = preparedStatements().find(({ name }) => name === 'test.spaces');
    expect(told?.text).toContain(`'a  b'   as`);
  });
});
