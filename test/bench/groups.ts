import { writeFileSync } from 'node:fs';
import { preparedStatements } from '#libs/platform';
import { type Case, get, mixed, reads, round, writes } from './cases.js';
import type { DatabaseWork } from './database.js';
import { interleaved, median, type Measured, press } from './load.js';
import type { BenchOptions } from './options.js';
import { hasPgbench, pgbench } from './pgbench.js';
import type { Running } from './programs.js';
import { digits, judge, type Results } from './results.js';
import { sameJson } from './same-json.js';
import { idOf, type Stage } from './stage.js';
import type { Subjects } from './subjects.js';

/** Requests of which statements and database time are counted. */
const COUNTED = 40;
const LAST = '9223372036854775807';

/** A run: what is measured, and where the findings go. */
export interface Run {
  readonly options: BenchOptions;
  readonly stage: Stage;
  readonly api: Running;
  readonly worker: Running;
  readonly subjects: Subjects;
  readonly results: Results;
}

/** Tokens of the people who follow 5, 20, 200 and 2,000. */
export async function readers(
  stage: Stage,
  { followers }: Subjects,
): Promise<Record<5 | 20 | 200 | 2000, string>> {
  const [a = '', b = '', c = '', d = ''] = await stage.tokens(
    [followers[5], followers[20], followers[200], followers[2000]].map(idOf),
  );
  return { 5: a, 20: b, 200: c, 2000: d };
}

async function writers({ stage, subjects }: Run): Promise<Case[]> {
  const [star = '', quiet = ''] = await stage.tokens([subjects.star, subjects.quiet]);
  return writes(subjects, await stage.tokens(subjects.actors), { star, quiet });
}

/** Every read, with 16 and with 64 connections, and what it costs the database. */
export async function measureReads(run: Run): Promise<void> {
  const cases = reads(run.subjects, await readers(run.stage, run.subjects));
  await measureCalls(run, cases);
  const work = (name: string) => run.results.calls.find((call) => call.name === name)?.work.time;
  judge(
    run.results,
    'database time, home of 2,000 / of 20 followed',
    (work('home, follows 2,000') ?? NaN) / (work('home, follows 20') ?? NaN),
    { atMost: 3 },
  );
}

/** Every write. */
export async function measureWrites(run: Run): Promise<void> {
  const cases = await writers(run);
  await measureCalls(run, cases);
  const find = (name: string) => cases.find((one) => one.name === name);
  const pairs = [
    ['like over HTTP, hot post / spread', 'like, hot post', 'like, spread', 0.8],
    [
      'publish, many followers / 10, time',
      'publish, 10 followers',
      'publish, many followers',
      1 / 1.2,
    ],
  ] as const;
  for (const [what, one, other, atLeast] of pairs) {
    const [first, second] = [find(one), find(other)];
    if (first !== undefined && second !== undefined) {
      const found = await interleaved(
        { first: pressing(run.api, first, 16), second: pressing(run.api, second, 16) },
        run.options,
      );
      const ratio = found.first.perSecond / found.second.perSecond;
      if (atLeast < 0.81 && atLeast > 0.79) {
        judge(run.results, what, ratio, { atLeast });
      } else {
        judge(run.results, what, ratio, { atMost: 1.2 });
      }
    }
  }
}

async function measureCalls(run: Run, cases: readonly Case[]): Promise<void> {
  const { api, options, results } = run;
  for (const one of cases) {
    const found = await interleaved(
      { at16: pressing(api, one, 16), at64: pressing(api, one, 64) },
      options,
    );
    const work = await workOf(run, one);
    results.calls.push({ name: one.name, kind: one.kind, ...found, work });
    say(
      `${one.name}: ${digits(found.at16.perSecond)}/s, p50 ${digits(found.at16.p50)} ms, ${digits(found.at16.cpu)} ms cpu, ${digits(work.statements)} statements, ${digits(work.time)} ms in the database`,
    );
  }
}

function pressing(
  server: Running,
  { next }: Pick<Case, 'next'>,
  connections: number,
): (seconds: number) => Promise<Measured> {
  return (seconds) => press({ server, next, connections }, seconds);
}

/** Statements and database time of one request, while the worker rests. */
async function workOf({ api, worker, stage }: Run, { next }: Case): Promise<DatabaseWork> {
  worker.signal('SIGSTOP');
  try {
    await ask(api, next, 12);
    const total = await stage.db.workOf(() => ask(api, next, COUNTED), COUNTED / 2);
    return { statements: total.statements / COUNTED, time: total.time / COUNTED };
  } finally {
    worker.signal('SIGCONT');
  }
}

async function ask(api: Running, next: Case['next'], times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    const { path = '', method = 'GET', headers = {}, body } = next();
    const answer = await fetch(api.url + path, { method, headers, body: body ?? null });
    await answer.arrayBuffer();
  }
}

/** Home feed, explore and post by id against a bare server and pgbench on the same database. */
export async function measureReferences(run: Run): Promise<void> {
  const { stage, api, subjects, results, options } = run;
  const all = preparedStatements();
  const file = '.cache/bench/statements.json';
  writeFileSync(file, JSON.stringify(Object.fromEntries(all.map((s) => [s.name, s.text]))));
  const text = (name: string) => all.find((one) => one.name === name)?.text ?? '';
  const bare = await stage.reference('.cache/bench/test/bench/reference/bare.js', {
    STATEMENTS: file,
    MEDIA_URL: 'http://maru.test',
  });
  const tokens = await readers(stage, subjects);
  const viewer = subjects.followers[20];
  const session = await stage.db.value(
    'select id from session where user_id = $1 order by id desc limit 1',
    [viewer],
  );
  const post = subjects.posts[1] ?? '';
  const actor = { name: 'user.actor', text: text('user.actor'), values: [viewer, session] };
  const compared = [
    {
      name: 'home feed',
      maru: get('/v1/feeds/home', tokens[20]),
      bare: { ...get('/home'), headers: { 'x-viewer': viewer } },
      sql: [
        actor,
        { name: 'feed.home', text: text('feed.home'), values: [viewer, LAST, '21', 'true'] },
      ],
    },
    {
      name: 'post by id',
      maru: get(`/v1/posts/${post}`),
      bare: get(`/posts/${post}`),
      sql: [{ name: 'post.known', text: text('post.known'), values: ['0', `'{${post}}'`] }],
    },
    {
      name: 'explore',
      maru: get('/v1/feeds/explore'),
      bare: get('/explore'),
      sql: [
        {
          name: 'feed.explore',
          text: text('feed.explore'),
          values: ['0', LAST, '21', 'false'],
        },
      ],
    },
  ];
  const withPgbench = hasPgbench();
  if (!withPgbench) {
    results.notes.push(
      'pgbench is not installed (Debian: the package `postgresql`): its ratios are missing.',
    );
  }
  for (const { name, maru, bare: other, sql } of compared) {
    await sameJson(api.url, maru, bare.url, other);
    const subjectsOfRow: Record<string, (seconds: number) => Promise<Measured>> = {
      maru: pressing(api, { next: () => maru }, 16),
      bare: pressing(bare, { next: () => other }, 16),
      ...(withPgbench && {
        pgbench: (seconds: number) => pgbench(stage.db.url, sql, 16, Math.ceil(seconds)),
      }),
    };
    const found: Partial<Record<string, Measured>> = await interleaved(subjectsOfRow, options);
    const { maru: own, bare: reference, pgbench: limit } = found;
    if (own !== undefined && reference !== undefined) {
      results.references.push({ name, maru: own, bare: reference, pgbench: limit });
      if (name === 'home feed' && limit !== undefined) {
        judge(results, 'home feed over HTTP / pgbench', own.perSecond / limit.perSecond, {
          atLeast: 0.38,
        });
      }
      judge(results, `${name} / bare Fastify + pg`, own.perSecond / reference.perSecond, {
        atLeast: 0.85,
      });
      say(
        `${name}: Maru ${digits(own.perSecond)}/s, bare ${digits(reference.perSecond)}/s, pgbench ${digits(limit?.perSecond ?? NaN)}/s`,
      );
    }
  }
  await bare.stop();
}

/** The fiftieth page of every list against its first. */
export async function measurePages(run: Run): Promise<void> {
  const { api, options, results } = run;
  for (const { name, list } of reads(run.subjects, await readers(run.stage, run.subjects))) {
    const deep = list && (await fiftieth(api.url, list.path, list.token));
    if (list !== undefined && deep !== undefined) {
      const found = await interleaved(
        {
          first: pressing(api, { next: () => get(list.path, list.token) }, 4),
          fiftieth: pressing(api, { next: () => get(deep, list.token) }, 4),
        },
        options,
      );
      const [first, later] = [1 / found.first.perSecond, 1 / found.fiftieth.perSecond];
      results.pages.push({ name, first: first * 4000, fiftieth: later * 4000 });
      judge(results, `page 50 / page 1: ${name}`, later / first, { atMost: 1.5 });
    }
  }
}

/** The address of page 50, or of the last page when there are fewer. */
async function fiftieth(
  base: string,
  path: string,
  token: string | null,
): Promise<string | undefined> {
  let address: string | undefined;
  for (let page = 1; page < 50; page += 1) {
    const { headers = {} } = get(path, token);
    const answer = await fetch(base + (address ?? path), { headers });
    const body: unknown = await answer.json();
    const next: unknown =
      typeof body === 'object' && body !== null ? Reflect.get(body, 'nextCursor') : null;
    if (typeof next !== 'string') {
      return address;
    }
    address = `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`;
  }
  return address;
}

/** What a signed-in call costs more than the same call of nobody. */
export async function measureSignIn(run: Run): Promise<void> {
  const { api, options, results, stage, subjects } = run;
  const tokens = await readers(stage, subjects);
  const found = await interleaved(
    {
      nobody: pressing(api, { next: () => get('/v1/tags?limit=1') }, 16),
      somebody: pressing(api, { next: () => get('/v1/tags?limit=1', tokens[20]) }, 16),
      home: pressing(api, { next: () => get('/v1/feeds/home', tokens[20]) }, 16),
    },
    options,
  );
  judge(
    results,
    'processor time of authentication / of the home feed',
    (found.somebody.cpu - found.nobody.cpu) / found.home.cpu,
    { atMost: 0.1 },
  );
}

/** Logging in: a hash that is meant to be slow. */
export async function measureLogin(run: Run): Promise<void> {
  const rows = await run.stage.db.rows<{ email: string }>(
    'select email from user_account where is_active order by id limit 200',
  );
  const email = round(rows.map((row) => row.email));
  await measureCalls(run, [
    {
      name: 'login',
      kind: 'write',
      next: () => ({
        method: 'POST',
        path: '/v1/auth/login',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: email(), password: 'maru-seed-password' }),
      }),
    },
  ]);
}

/** Nine reads to one write: one process, two, and memory over minutes. */
export async function measureMixed(run: Run): Promise<void> {
  const { api, options, results, stage, subjects } = run;
  const cases = async () => [
    ...reads(subjects, await readers(stage, subjects)),
    ...(await writers(run)),
  ];
  const second = await stage.api('api-2');
  const load = mixed(await cases());
  const both: Running = { ...api, cpu: () => api.cpu() + second.cpu() };
  const found = await interleaved(
    {
      one: (seconds) => press({ server: api, next: load, connections: 16 }, seconds),
      two: async (seconds) => {
        const before = both.cpu();
        const [a, b] = await Promise.all(
          [api, second].map((server) => press({ server, next: load, connections: 8 }, seconds)),
        );
        if (a === undefined || b === undefined) {
          throw new Error('A process was not measured.');
        }
        const perSecond = a.perSecond + b.perSecond;
        const cpu = (both.cpu() - before) / (perSecond * seconds);
        return { perSecond, p50: a.p50, p99: Math.max(a.p99, b.p99), cpu, errors: a.errors };
      },
    },
    options,
  );
  await second.stop();
  results.calls.push({
    name: 'mixed, 90 % reads',
    kind: 'mixed',
    at16: found.one,
    at64: await press({ server: api, next: load, connections: 64 }, options.seconds),
    work: { statements: NaN, time: NaN },
  });
  results.targets.push({
    what: 'two API processes / one, mixed load',
    target: 'reported',
    measured: digits(found.two.perSecond / found.one.perSecond),
    held: undefined,
  });
  await watchMemory(run, cases);
}

async function watchMemory(run: Run, cases: () => Promise<Case[]>): Promise<void> {
  const { api, options, results } = run;
  const samples: number[] = [];
  const until = performance.now() + options.minutes * 60_000;
  while (performance.now() < until) {
    // Tokens end after a quarter of an hour.
    const next = mixed(await cases());
    await press({ server: api, next, connections: 16 }, Math.min(20, options.minutes * 30));
    samples.push(api.rss());
  }
  const half = Math.floor(samples.length / 2);
  const [early, late] = [median(samples.slice(0, half)), median(samples.slice(half))];
  judge(
    results,
    `memory of the API after ${options.minutes} minutes of mixed load, MB`,
    Math.max(...samples),
    {
      atMost: 250,
    },
  );
  judge(results, 'memory, second half / first half', late / early, { atMost: 1.05 });
}

/** Prints a line of progress. */
export function say(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}
