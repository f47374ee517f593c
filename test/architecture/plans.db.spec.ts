import pg from 'pg';
import { preparedStatements } from '#libs/platform';
import { SeedCommunity, SeedModule, sizesOf } from '#libs/seed';
import { type TestApp, testApp } from '#libs/testing';
import { domainModules } from '../../apps/domains.js';

/** Tables that grow with the community. */
const BIG =
  /^(user_account|profile|user_counter|session|follow|block|mute|post|post_\w+|tag|media|comment|comment_\w+|bookmark)$/;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The version whose plans are kept; others plan a little otherwise. */
const KEPT_MAJOR = 17;

let app: TestApp;
let client: pg.Client;
let major: number;

/*
 * A community of the preset `small`, with the statistics that it has. The planner is told that a page read in
 * sequence costs a hundred times what it does: as if the tables were those of `large`, while a page found by an index
 * costs what it costs there. What it still reads from one end to the other has no index to go by.
 */
beforeAll(async () => {
  app = await testApp({ modules: [...domainModules, SeedModule] });
  await app.get(SeedCommunity).plant({
    sizes: sizesOf('small', {}),
    seed: 1,
    base: Date.UTC(2026, 0, 31),
    password: 'a password for everybody',
    force: false,
    progress: { begin: () => undefined, reach: () => undefined, end: () => undefined },
  });
  client = new pg.Client({ connectionString: app.database.url });
  await client.connect();
  // Statistics of all rows: those of a sample would be others each time, and with them a plan now and then. Empty
  // tables stay as they are: of them the planner thinks that they will fill.
  await client.query(`set default_statistics_target = 2000`);
  const { rows: filled } = await client.query<{ name: string }>(`
    select relname as name
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 0`);
  for (const { name } of filled) {
    await client.query(`vacuum (analyze) ${name}`);
  }
  const [server] = (
    await client.query<{ version: number }>(
      `select current_setting('server_version_num')::integer as version`,
    )
  ).rows;
  major = Math.floor(server!.version / 10_000);
  await client.query(`
    set plan_cache_mode = force_generic_plan;
    set random_page_cost = 1.1;
    set seq_page_cost = 100;
    set jit = off`);
}, 60_000);
afterAll(async () => {
  await client.end();
  await app.close();
});

it.each(preparedStatements().map(({ name, text }) => [name, text] as const))(
  '%s keeps its SQL and the shape of its plan',
  async (name, text) => {
    const label = name.replace(/\W/g, '_');
    await client.query(`prepare ${label} as ${text}`);
    const [prepared] = (
      await client.query<{ count: number }>(
        `select cardinality(parameter_types) as count from pg_prepared_statements where name = $1`,
        [label],
      )
    ).rows;
    const nulls = Array.from({ length: prepared!.count }, () => 'null').join(', ');
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (format json, costs off) execute ${label}(${nulls})`,
    );
    const plan = rows[0]!['QUERY PLAN'][0].Plan;
    expect(bigScans(plan)).toEqual([]);
    if (major === KEPT_MAJOR) {
      expect({ sql: text.replace(/\s+/g, ' ').trim(), plan: shape(plan) }).toMatchSnapshot();
    }
  },
);

/** Tables that are read from one end to the other. */
function bigScans(node: PlanNode): string[] {
  const own = node['Relation Name'];
  const scanned =
    node['Node Type'] === 'Seq Scan' && own !== undefined && BIG.test(own) ? [own] : [];
  return [...scanned, ...(node.Plans ?? []).flatMap(bigScans)];
}

/**
 * How a plan gets at its rows: every scan with its index, and what is sorted or hashed. The order of joins is left
 * out: between equals it follows the statistics of tables that hardly matter.
 */
function shape(plan: PlanNode): string[] {
  const steps = (node: PlanNode): string[] => {
    const source = node['Index Name'] ?? node['Relation Name'];
    const counts = source !== undefined || /Sort|Hash/.test(node['Node Type']);
    return [
      ...(counts ? [[node['Node Type'], source].filter(Boolean).join(' ')] : []),
      ...(node.Plans ?? []).flatMap(steps),
    ];
  };
  return steps(plan).sort();
}
