import type { Client } from 'pg';
import { runOf, sql } from '#libs/database';
import type { Definition } from './definitions.repository.js';

/** Indexes that a seed still has to make. The table is there from the load until the last of them is made. */
export const UNFINISHED = 'maru_seed.unfinished';

/** Remembers in the database what a seed has dropped, so that an interrupted one can be finished. */
export class UnfinishedRepository {
  constructor(private readonly client: Client) {}

  /** Notes what is to be made, in the transaction that drops it. */
  async note(definitions: readonly Definition[]): Promise<void> {
    await this.client.query(`create schema maru_seed`);
    await this.client.query(`
      create table ${UNFINISHED} (place integer, "table" text, name text, ddl text)
    `);
    for (const [place, { table, name, ddl }] of definitions.entries()) {
      await this.client.query(
        runOf(sql`insert into ${sql.raw(UNFINISHED)} values (${place}, ${table}, ${name}, ${ddl})`),
      );
    }
  }

  async list(): Promise<Definition[]> {
    const { rows } = await this.client.query<Definition>(
      `select "table", name, ddl from ${UNFINISHED} order by place`,
    );
    return rows;
  }

  /** Makes an index and strikes it off, both or neither. */
  async make({ name, ddl }: Definition, memory: string): Promise<void> {
    await this.client.query('begin');
    await this.client.query(`set local maintenance_work_mem = '${memory}'`);
    await this.client.query(ddl);
    await this.client.query(runOf(sql`delete from ${sql.raw(UNFINISHED)} where name = ${name}`));
    await this.client.query('commit');
  }

  /** Nothing is left to be made. */
  async forget(): Promise<void> {
    await this.client.query(`drop schema if exists maru_seed cascade`);
  }
}
