import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { type TestApp, testApp } from '#libs/testing';
import { domainModules } from '../../apps/domains.js';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules: domainModules });
});
afterAll(() => app.close());

it('has the tables, columns, indexes and constraints that the entities declare', async () => {
  const source = app.nest.get<DataSource>(getDataSourceToken(), { strict: false });
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('has an entity for each table', async () => {
  const source = app.nest.get<DataSource>(getDataSourceToken(), { strict: false });
  const declared = source.entityMetadatas.map(({ tableName }) => tableName);
  const tables = await app.sql<{ name: string }>(`
    select table_name as name
    from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migrations'`);
  expect(tables.map(({ name }) => name).sort()).toEqual([...declared].sort());
});

it('indexes each foreign key that a deletion follows', async () => {
  const missing = await app.sql<{ name: string }>(`
    select c.conname as name
    from pg_constraint c
    where c.contype = 'f'
      and c.connamespace = 'public'::regnamespace
      and not exists (
        select from pg_index i
        where i.indrelid = c.conrelid
          and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] = c.conkey
      )`);
  expect(missing).toEqual([]);
});
