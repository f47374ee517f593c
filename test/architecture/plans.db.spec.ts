import pg from 'pg';
import { preparedStatements } from '#libs/database';
import { AccessTokens } from '#libs/http';
import { ViewsService } from '#libs/post';
import { SeedCommunityService, SeedModule, sizesOf } from '#libs/seed';
import { type TestHttp, testHttp, type TestRequest } from '#libs/testing';
import { domainModules } from '../../apps/domains.js';
import { bigScans, type PlanNode, shape } from './plan-shape.js';

/** The version whose plans are kept; others plan a little otherwise. */
const KEPT_MAJOR = 17;
/** What says nothing of our own queries: brackets of transactions, and the job queue's. */
const NOT_OURS =
  /^\s*(begin|start transaction|commit|rollback|savepoint|release|select pg_notify)\b|pgboss/i;

let app: TestHttp;
let client: pg.Client;
let major: number;

/*
 * A community of the preset `small`, with the statistics that it has. The planner is told that a page read in
 * sequence costs a hundred times what it does: as if the tables were those of `large`, while a page found by an index
 * costs what it costs there. What it still reads from one end to the other has no index to go by.
 */
beforeAll(async () => {
  app = await testHttp({ modules: [...domainModules, SeedModule] });
  // Views are stored when a test says so, not by the second.
  await app.get(ViewsService).beforeApplicationShutdown();
  await app.get(SeedCommunityService).plant({
    sizes: sizesOf('small', {}),
    circles: 'none',
    seed: 1,
    base: Date.UTC(2026, 0, 31),
    password: 'a password for everybody',
    force: false,
    progress: { begin: () => undefined, reach: () => undefined, end: () => undefined },
  });
  client = new pg.Client({ connectionString: app.database.url });
  await client.connect();
  // Statistics of all rows, and those for good: others would give another plan now and then. Empty tables stay as they
  // are: of them the planner thinks that they will fill.
  await client.query(`set default_statistics_target = 2000`);
  const { rows: filled } = await client.query<{ name: string }>(`
    select relname as name
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0`);
  for (const { name } of filled) {
    await client.query(`alter table ${name} set (autovacuum_enabled = off)`);
    await client.query(`vacuum (analyze) ${name}`);
  }
  const [server] = (
    await client.query<{ version: number }>(
      `select current_setting('server_version_num')::integer as version`,
    )
  ).rows;
  major = Math.floor(server!.version / 10_000);
  await client.query(`
    set random_page_cost = 1.1;
    set seq_page_cost = 100;
    set jit = off`);
});
afterAll(async () => {
  await client.end();
  await app.close();
});

/** What takes back what a call did, so that each finds the same, whichever came before. */
const OPPOSITE: Partial<Record<TestRequest['method'], TestRequest['method']>> = {
  PUT: 'DELETE',
  DELETE: 'PUT',
};

/** A statement and the values that it is run with. */
interface Sent {
  readonly text: string;
  readonly values?: unknown[];
}

/** What the driver is sent for a request. */
async function sentFor(request: TestRequest): Promise<Sent[]> {
  const opposite = OPPOSITE[request.method];
  if (opposite !== undefined) {
    await app.request({ ...request, method: opposite });
  }
  await app.get(ViewsService).flush();
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  const { status, text } = await app.request(request);
  const sent = spy.mock.calls.map(([statement, values]) =>
    typeof statement === 'string'
      ? { text: statement, values: Array.isArray(values) ? values : [] }
      : (statement as object as Sent),
  );
  spy.mockRestore();
  expect([status < 300, text]).toEqual([true, expect.any(String)]);
  return sent.filter((one) => !NOT_OURS.test(one.text));
}

async function explain(statement: string, values: unknown[] = []): Promise<PlanNode> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (format json, costs off) ${statement}`,
    values,
  );
  return rows[0]!['QUERY PLAN'][0].Plan;
}

const oneLine = (sql: string) => sql.replace(/\s+/g, ' ').trim();

describe('a prepared statement', () => {
  beforeAll(() => client.query('set plan_cache_mode = force_generic_plan'));
  afterAll(() => client.query('reset plan_cache_mode'));

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
      const plan = await explain(`execute ${label}(${nulls})`);
      expect(bigScans(plan)).toEqual([]);
      if (major === KEPT_MAJOR) {
        expect({ sql: oneLine(text), plan: shape(plan) }).toMatchSnapshot();
      }
    },
  );
});

describe('a hot call', () => {
  const found: Record<string, string> = {};
  let as: { token: string };

  beforeAll(async () => {
    const one = async (name: string, sql: string) => {
      found[name] = (await app.sql<{ value: string }>(sql))[0]!.value;
    };
    await one(
      'viewer',
      `
      select k.user_id as value
      from user_counter k
      join user_account a on a.id = k.user_id and a.is_active
      where k.following_count >= 20
      order by k.following_count, k.user_id
      limit 1`,
    );
    await one(
      'star',
      `
      select k.user_id as value
      from user_counter k
      join user_account a on a.id = k.user_id and a.is_active
      join profile f on f.user_id = k.user_id and f.is_public
      order by k.follower_count desc, k.user_id
      limit 1`,
    );
    await one(
      'post',
      `
      select p.id as value
      from post p
      join post_counter k on k.post_id = p.id
      where p.author_id = ${found['star']!}
        and p.status = 'published'
        and p.visibility = 'public'
        and p.is_active
      order by k.comment_count desc, p.id
      limit 1`,
    );
    await one(
      'comment',
      `
      select c.id as value
      from comment c
      where c.post_id = ${found['post']!} and c.depth = 0 and c.is_active
      order by c.id
      limit 1`,
    );
    await one(
      'tag',
      `
      select t.name as value
      from tag t
      join tag_counter k on k.tag_id = t.id
      order by k.post_count desc, t.id
      limit 1`,
    );
    await one(
      'session',
      `
      insert into session (user_id, ip, expires_at)
      values (${found['viewer']!}, '127.0.0.1', now() + interval '1 day')
      returning id as value`,
    );
    as = app.get(AccessTokens).sign({
      userId: found['viewer'] as never,
      sessionId: found['session'] as never,
    });
    await one(
      'bookmarked',
      `
      select p.id as value
      from post p
      where p.author_id = ${found['star']!}
        and p.id <> ${found['post']!}
        and p.status = 'published'
        and p.visibility = 'public'
        and p.is_active
      order by p.id
      limit 1`,
    );
    await app.request({ method: 'PUT', url: `/v1/posts/${found['bookmarked']!}/bookmark`, as });
  });

  it.each<[string, TestRequest['method'], string, object?]>([
    ['explore feed', 'GET', '/v1/feeds/explore'],
    ['home feed', 'GET', '/v1/feeds/home'],
    ['post', 'GET', '/v1/posts/{post}'],
    ['posts of a person', 'GET', '/v1/users/{star}/posts'],
    ['posts of a tag', 'GET', '/v1/posts?tag={tag}'],
    ['popular posts', 'GET', '/v1/posts?sort=popular'],
    ['trending posts', 'GET', '/v1/posts?sort=trending'],
    ['posts with a word', 'GET', '/v1/posts?q=notes'],
    ['posts with two words', 'GET', '/v1/posts?q=notes%20bench'],
    ['posts with a Korean word', 'GET', '/v1/posts?q=%EC%82%B0%EC%B1%85'],
    ['thread', 'GET', '/v1/posts/{post}/comments'],
    ['popular comments', 'GET', '/v1/posts/{post}/comments?sort=popular'],
    ['replies', 'GET', '/v1/comments/{comment}/replies'],
    ['a conversation', 'GET', '/v1/posts/{post}/thread'],
    ['the context of a comment', 'GET', '/v1/comments/{comment}/context'],
    ['people who like a post', 'GET', '/v1/posts/{post}/likes'],
    ['person', 'GET', '/v1/users/{star}'],
    ['followers', 'GET', '/v1/users/{star}/followers'],
    ['followed people', 'GET', '/v1/users/{viewer}/following'],
    ['popular people', 'GET', '/v1/users?sort=popular'],
    ['people with a name', 'GET', '/v1/users?q=kim'],
    ['tags', 'GET', '/v1/tags'],
    ['trending tags', 'GET', '/v1/tags?sort=trending'],
    ['tags that begin so', 'GET', '/v1/tags?prefix=w'],
    ['me', 'GET', '/v1/me'],
    ['my bookmarks', 'GET', '/v1/me/bookmarks'],
    ['suggestions', 'GET', '/v1/me/suggestions/users'],
    ['similar people', 'GET', '/v1/users/{star}/similar'],
    ['similar posts', 'GET', '/v1/posts/{post}/similar'],
    ['recommended posts', 'GET', '/v1/feeds/recommended'],
    ['following', 'PUT', '/v1/users/{star}/follow'],
    ['liking a post', 'PUT', '/v1/posts/{post}/like'],
    ['bookmarking', 'PUT', '/v1/posts/{post}/bookmark'],
    ['liking a comment', 'PUT', '/v1/comments/{comment}/like'],
    ['commenting', 'POST', '/v1/posts/{post}/comments', { body: 'yes' }],
    ['publishing', 'POST', '/v1/posts', { body: 'a walk', tags: ['walk'] }],
    ['no longer following', 'DELETE', '/v1/users/{star}/follow'],
    ['no longer liking', 'DELETE', '/v1/posts/{post}/like'],
  ])('keeps its SQL and the shape of its plans: %s', async (_name, ...[method, path, body]) => {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(found[name]!));
    const kept = new Map<string, string[]>();
    for (const { text, values = [] } of await sentFor({ method, url, as, body })) {
      const plan = await explain(text, values);
      expect([oneLine(text), bigScans(plan)]).toEqual([oneLine(text), []]);
      kept.set(oneLine(text), shape(plan));
    }
    expect(kept.size).toBeGreaterThan(0);
    if (major === KEPT_MAJOR) {
      expect([...kept].map(([sql, plan]) => ({ sql, plan }))).toMatchSnapshot();
    }
  });
});
