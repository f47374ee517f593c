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
  readonly 'Subplan Name'?: string;
  readonly 'Join Type'?: string;
  readonly Plans?: readonly PlanNode[];
}

let app: TestApp;
let client: pg.Client;

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
    expect({ sql: text.replace(/\s+/g, ' ').trim(), plan: shape(plan) }).toMatchSnapshot();
  },
);

/** Tables that are read from one end to the other. */
function bigScans(node: PlanNode): string[] {
  const own = node['Relation Name'];
  const scanned =
    node['Node Type'] === 'Seq Scan' && own !== undefined && BIG.test(own) ? [own] : [];
  return [...scanned, ...(node.Plans ?? []).flatMap(bigScans)];
}

/** A plan as indented lines: what is done, to what, with which index. */
function shape(node: PlanNode, depth = 0): string[] {
  const words = [
    node['Subplan Name'] && `${node['Subplan Name'].replace(/\d+/g, 'n')}:`,
    node['Join Type'],
    node['Node Type'],
    node['Index Name'] ?? node['Relation Name'],
  ];
  const line = '  '.repeat(depth) + words.filter(Boolean).join(' ');
  return [line, ...(node.Plans ?? []).flatMap((below) => shape(below, depth + 1))];
}
