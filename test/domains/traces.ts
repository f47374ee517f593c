import type { TestHttp } from '#libs/testing';

/**
 * Tables with a row in which one of the texts stands, in whatever column; ids stand there as digits. Not in hashes of
 * passwords, in whose letters a short name stands by chance.
 */
export async function traces(app: TestHttp, ...texts: string[]): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'
    order by 1`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await app.sql(
      `select
      from ${name} as x
      where exists (
        select from unnest($1::text[]) as t (text)
        where strpos(lower((to_jsonb(x) - 'password_hash')::text), lower(t.text)) > 0
      )
      limit 1`,
      [texts],
    );
    if (rows.length > 0) {
      found.push(name);
    }
  }
  return found;
}
