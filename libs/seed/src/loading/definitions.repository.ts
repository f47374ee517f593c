import type { Client } from 'pg';
import { runOf, sql } from '#libs/database';

/** A constraint or an index that can be dropped and made again. */
export interface Definition {
  readonly table: string;
  readonly name: string;
  /** The statement that makes it. */
  readonly ddl: string;
}

/** Takes constraints and indexes off tables that are about to be filled, and tells how to make them again. */
export class DefinitionsRepository {
  constructor(
    private readonly client: Client,
    private readonly tables: readonly string[],
  ) {}

  /** Drops foreign keys, keys and unique constraints, apart from keys that other tables refer to. */
  async dropConstraints(): Promise<Definition[]> {
    const references = await this.constraints(['f']);
    await this.dropEach(references);
    const keys = await this.constraints(['p', 'u']);
    await this.dropEach(keys);
    return [...keys, ...references];
  }

  /** Drops the indexes that belong to no constraint, the costliest to be made first. */
  async dropIndexes(): Promise<Definition[]> {
    const { rows } = await this.client.query<Definition>(
      runOf(sql`
      select
        i.indrelid::regclass::text as "table",
        i.indexrelid::regclass::text as name,
        pg_get_indexdef(i.indexrelid) as ddl
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_am m on m.oid = c.relam
      where i.indrelid = any (${this.tables}::regclass[])
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      order by m.amname = 'gin' desc, i.indrelid::regclass::text, i.indexrelid
      `),
    );
    for (const { name } of rows) {
      await this.client.query(`drop index ${name}`);
    }
    return rows;
  }

  private async constraints(kinds: readonly string[]): Promise<Definition[]> {
    const { rows } = await this.client.query<Definition>(
      runOf(sql`
      select
        k.conrelid::regclass::text as "table",
        quote_ident(k.conname) as name,
        format(
          'alter table %s add constraint %I %s',
          k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)
        ) as ddl
      from pg_constraint k
      where k.conrelid = any (${this.tables}::regclass[])
        and k.contype = any (${kinds}::"char"[])
        and not exists (
          select from pg_constraint r
          where r.contype = 'f' and r.confrelid = k.conrelid and r.conindid = k.conindid
            and r.oid <> k.oid and k.contype <> 'f'
        )
      order by k.conrelid::regclass::text, k.contype desc
      `),
    );
    return rows;
  }

  private async dropEach(definitions: readonly Definition[]): Promise<void> {
    for (const { table, name } of definitions) {
      await this.client.query(`alter table ${table} drop constraint ${name}`);
    }
  }
}
