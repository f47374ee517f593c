import { setTimeout } from 'node:timers/promises';
import { type Case, reads, round } from '../cases.js';
import type { DatabaseWork } from '../database.js';
import { interleaved, median } from '../load.js';
import type { Running } from '../programs.js';
import { digits, judge } from '../results.js';
import { pressing, readers, type Run, say, writers } from '../run.js';
import { SEED_PASSWORD } from '../stage.js';

/** Requests of which statements and database time are counted. */
const COUNTED = 40;
/** Turns in which two calls are compared. */
const TURNS = 9;

/** Loaded before the API: it leaves out who tells people of likes. */
const WITHOUT_NOTIFICATIONS = './test/bench/reference/without-notifications.mjs';

/** Every read, with 16 and with 64 connections, and what it costs the database. */
export async function measureReads(run: Run): Promise<void> {
  const cases = reads(run.subjects, await readers(run.stage, run.subjects));
  await measureCalls(run, cases);
  const ratios = [
    ['home of 2,000 / of 20 followed', 'home, follows 2,000', 'home, follows 20', 3],
    ['home with reposts / without', 'home with reposts, follows 200', 'home, follows 200', 1.3],
    ['feed of stories / home', 'stories, follows 200', 'home, follows 200', 1],
  ] as const;
  for (const [what, one, other, atMost] of ratios) {
    const ratio = await ratioOfWork(run, named(cases, one), named(cases, other));
    judge(run.results, `database time, ${what}`, ratio, { atMost });
  }
}

/** What one call costs the database of what another costs: of turns, since the machine is not always as quick. */
async function ratioOfWork(run: Run, one: Case, other: Case): Promise<number> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    ones.push((await workOf(run, one)).time);
    others.push((await workOf(run, other)).time);
  }
  return median(ones) / median(others);
}

/** @throws Error when there is no such call */
function named(cases: readonly Case[], name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`There is no call "${name}".`);
  }
  return found;
}

/** Every write. */
export async function measureWrites(run: Run): Promise<void> {
  const cases = await writers(run);
  await measureCalls(run, cases);
  const ratio = async (one: string, other: string): Promise<number> => {
    const { a, b } = await interleaved(
      {
        a: pressing(run.api, named(cases, one), 16),
        b: pressing(run.api, named(cases, other), 16),
      },
      run.options,
    );
    return a.perSecond / b.perSecond;
  };
  judge(
    run.results,
    'like over HTTP, hot post / spread',
    await ratio('like, hot post', 'like, spread'),
    { atLeast: 0.8 },
  );
  judge(
    run.results,
    'publish, many followers / 10, time',
    await ratio('publish, 10 followers', 'publish, many followers'),
    { atMost: 1.2 },
  );
  judge(
    run.results,
    'likes per second, with notifications / without',
    await costOfTelling(run, cases),
    { atLeast: 0.8 },
  );
  const drift = await driftOf(run, run.subjects.hotPost);
  run.results.targets.push({
    what: 'drift of the likes of the hot post, once settled',
    target: '0',
    measured: String(drift),
    held: drift === 0,
  });
}

/** Likes per second of 16 clients, by those that a program takes which tells nobody of them. */
async function costOfTelling(
  { stage, api, options }: Run,
  cases: readonly Case[],
): Promise<number> {
  const like = cases.find(({ name }) => name === 'like, spread');
  if (like === undefined) {
    throw new Error('There is no call "like, spread".');
  }
  const silent = await stage.api('api-silent', [WITHOUT_NOTIFICATIONS]);
  const { telling, silence } = await interleaved(
    { telling: pressing(api, like, 16), silence: pressing(silent, like, 16) },
    options,
  );
  await silent.stop();
  say(
    `likes: ${digits(telling.perSecond)}/s, without notifications ${digits(silence.perSecond)}/s`,
  );
  return telling.perSecond / silence.perSecond;
}

/** How far the shown number of likes is from the likes of active people, when no delta waits any more. */
async function driftOf({ stage: { db } }: Run, post: string): Promise<number> {
  while (Number(await db.value('select count(*) from counter_delta')) > 0) {
    await setTimeout(100);
  }
  return Number(
    await db.value(
      `
      select k.like_count - (
        select count(*)
        from post_like l
        join user_account a on a.id = l.user_id and a.is_active
        where l.post_id = k.post_id
      )
      from post_counter k
      where k.post_id = $1`,
      [post],
    ),
  );
}

/** Each call with 16 and with 64 connections, and its work in the database. */
export async function measureCalls(run: Run, cases: readonly Case[]): Promise<void> {
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

/** Logging in: a hash that is meant to be slow. @throws Error when the data have another password */
export async function measureLogin(run: Run): Promise<void> {
  const rows = await run.stage.db.rows<{ email: string }>(
    'select email from user_account where is_active order by id limit 200',
  );
  const email = round(rows.map((row) => row.email));
  const next = () =>
    ({
      method: 'POST',
      path: '/v1/auth/login',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: email(), password: SEED_PASSWORD }),
    }) as const;
  const { path, ...request } = next();
  const { status } = await fetch(run.api.url + path, request);
  if (status !== 200) {
    throw new Error(
      `A login was answered with ${status}. Let the benchmark seed a folder of its own, or seed with --password '${SEED_PASSWORD}'.`,
    );
  }
  await measureCalls(run, [{ name: 'login', kind: 'write', next }]);
}

/** Statements and database time of one request, while the worker rests. */
async function workOf({ api, worker, stage }: Run, { next }: Case): Promise<DatabaseWork> {
  return worker.resting(async () => {
    await ask(api, next, 12);
    const total = await stage.db.workOf(() => ask(api, next, COUNTED), COUNTED / 2);
    return { statements: total.statements / COUNTED, time: total.time / COUNTED };
  });
}

async function ask(api: Running, next: Case['next'], times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    const { path = '', method = 'GET', headers = {}, body } = next();
    const answer = await fetch(api.url + path, { method, headers, body: body ?? null });
    await answer.arrayBuffer();
  }
}
