import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testDatabase } from '#libs/testing';

/** A database without a single table, beside the ones of the other tests. */
export interface EmptyDatabase {
  /** `postgres://…` */
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes one on the server of the tests. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const neighbour = await testDatabase();
  const name = `maru_deploy_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: neighbour.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const url = new URL(neighbour.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await run(`drop database if exists ${name} with (force)`);
      await neighbour.drop();
    },
  };
}
