import { DataSource, type QueryRunner } from 'typeorm';
import { PostFeedIds1795794000500 } from '../src/migrations/1795794000500-post-feed-ids.js';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;

beforeAll(async () => {
  app = await postStage();
});
afterAll(() => app.close());

/** Those of the indexes that can be used. */
const whole = () =>
  app.sql<{ name: string; text: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as text
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indisvalid and c.relname like 'ix_post_author_feed%'`,
  );

/** Runs so many of the steps of the migration. Before and after each an index is there. */
async function migrate(steps: number): Promise<number> {
  let done = 0;
  const query = async (text: string) => {
    if (done === steps) {
      throw new Error('Interrupted.');
    }
    await app.get(DataSource).query(text);
    done += 1;
    expect(await whole()).not.toEqual([]);
  };
  await new PostFeedIds1795794000500()
    .up({ query } as unknown as QueryRunner)
    .catch((error: unknown) => {
      expect(String(error)).toBe('Error: Interrupted.');
    });
  return done;
}

it('the index of feeds is there at every moment, wherever its renewal is interrupted', async () => {
  const steps = await migrate(Infinity);
  expect(steps).toBeGreaterThan(3);
  for (let step = 0; step < steps; step += 1) {
    expect(await migrate(step)).toBe(step);
    expect(await migrate(Infinity)).toBe(steps);
    const [index, ...others] = await whole();
    expect(others).toEqual([]);
    expect(index).toMatchObject({
      name: 'ix_post_author_feed',
      text: expect.stringContaining('INCLUDE (visibility, id)'),
    });
  }
});
