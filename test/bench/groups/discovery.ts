import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { sql, type SqlFragment } from '#libs/database';
import { discoverable } from '#libs/discovery';
import { itemsIn, textIn } from '../answers.js';
import { type Case, get, round } from '../cases.js';
import {
  countFollowers,
  friendsOfFriends,
  NAMED,
  type Named,
  popularPeople,
  trendingPosts,
} from '../discovery/baselines.js';
import { heldFollows, heldLikes, type HeldOut, holdOut, putBack } from '../discovery/held-out.js';
import { interleaved, median, press } from '../load.js';
import { digits, judge, report } from '../results.js';
import { pressing, type Run, say } from '../run.js';
import { idOf } from '../stage.js';
import { measureCalls } from './calls.js';

const SUGGESTIONS = '/v1/me/suggestions/users';
/** Suggestions that are asked of each person: all that there are. */
const SUGGESTED = 100;
/** People who ask at the same time. */
const AT_ONCE = 4;
/** People whose tokens are made at once: they live for a quarter of an hour. */
const AT_A_TIME = 250;
/** Minutes within which a new follow is to be reflected; so long is waited, and half as long again. */
const REFLECTED_SECONDS = 120;
/**
 * Clients that read while everything is computed, the home feeds that they read a second, and for how many seconds each
 * time. So many leave a part of the machine idle: where none is, all get slower by whatever else is done.
 */
const [CLIENTS, RATE, READ_SECONDS] = [4, 100, 10];

/**
 * Whether what is suggested is what people like: a tenth of the follows and of the new likes is put aside, everything is
 * computed, and the API is asked. All of it goes back at the end.
 */
export async function measureDiscovery(run: Run): Promise<void> {
  const { stage, subjects, worker } = run;
  const star = idOf(subjects.star);
  await worker.resting(async () => {
    try {
      await holdOut(stage.db, star);
      await measureComputation(run);
      await countFollowers(stage.db);
      await measurePeople(run);
      await measurePosts(run);
      await measureCost(run);
    } finally {
      await putBack(stage.db, star);
      await stage.db.rows('drop table if exists bench_followers');
    }
  });
  await measureReflection(run);
}

/** What it takes to compute everybody's neighbours, and what readers notice of it. */
async function measureComputation(run: Run): Promise<void> {
  const { stage, api, subjects, results } = run;
  const { db } = stage;
  await db.rows('truncate person_neighbour, person_neighbourhood, neighbour_dirty');
  const [token = ''] = await stage.tokens([idOf(subjects.followers[20])]);
  const home = {
    server: api,
    next: () => get('/v1/feeds/home', token),
    connections: CLIENTS,
    rate: RATE,
  };
  const reads = async (times: number): Promise<number> => {
    const found: number[] = [];
    for (let time = 0; time < times; time += 1) {
      found.push((await press(home, READ_SECONDS)).p99);
    }
    return median(found);
  };
  await press(home, 2);
  const alone = await reads(3);
  const computation = compute(stage.environment());
  await setTimeout(2_000);
  const beside = await reads(3);
  const { seconds, memory } = await computation;
  const people = await db.value('select count(*) from person_neighbourhood');
  const rows = await db.value('select count(*) from person_neighbour');
  say(`neighbours of ${people} people: ${digits(seconds)} s, ${rows} rows`);
  results.notes.push(
    `Neighbours: ${Number(rows).toLocaleString('en')} rows of ${Number(people).toLocaleString('en')} people.`,
  );
  judge(results, 'neighbours of everybody, minutes', seconds / 60, { atMost: 15 });
  report(results, 'memory of the program that computes them, MB', memory);
  judge(results, 'p99 of home while they are computed / before', beside / alone, { atMost: 1.2 });
}

/** What the computation took. */
interface Computation {
  readonly seconds: number;
  /** MB. */
  readonly memory: number;
}

async function compute(env: Record<string, string>): Promise<Computation> {
  const child = spawn(process.execPath, ['test/bench/discovery/computation.mjs'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  const line = said.trim().split('\n').at(-1) ?? '';
  const took: unknown = code === 0 ? JSON.parse(line) : undefined;
  if (!isComputation(took)) {
    throw new Error(`The computation ended with ${String(code)}: ${said}`);
  }
  return took;
}

function isComputation(value: unknown): value is Computation {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'seconds') === 'number' &&
    typeof Reflect.get(value, 'memory') === 'number'
  );
}

/** Whether the people are suggested whose follows were put aside. */
async function measurePeople(run: Run): Promise<void> {
  const { stage, results } = run;
  const held = await heldFollows(stage.db);
  const viewers = [...held.keys()];
  const suggested = await asked(run, viewers, `${SUGGESTIONS}?limit=${SUGGESTED}`, (item) =>
    textIn(item, 'user', 'id'),
  );
  const methods = {
    suggestions: suggested,
    'popular people': await popularPeople(stage.db, viewers),
    'friends of friends': await friendsOfFriends(stage.db, viewers),
  };
  const rate = noteFound(run, 'people', held, methods);
  const ratio = rate('suggestions') / rate('popular people');
  judge(results, 'hit rate of suggestions / popular people', ratio, {
    atLeast: leastRatio(run),
  });
  const [everybody] = await stage.db.run<{ count: number }>(
    sql`select count(*)::integer as count from user_account a where ${discoverable('a.id')}`,
  );
  const covered = new Set([...suggested.values()].flat()).size / (everybody?.count ?? NaN);
  judge(results, `people suggested to somebody of ${viewers.length} / all`, covered, {
    atLeast: 0.3,
  });
}

/** Whether the posts are recommended whose likes were put aside. */
async function measurePosts(run: Run): Promise<void> {
  const { stage, results } = run;
  const held = await heldLikes(stage.db);
  const viewers = [...held.keys()];
  const methods = {
    'recommended posts': await asked(run, viewers, `/v1/feeds/recommended?limit=${NAMED}`, (item) =>
      textIn(item, 'id'),
    ),
    'trending posts': await trendingPosts(stage.db, viewers),
  };
  const rate = noteFound(run, 'posts', held, methods);
  const ratio = rate('recommended posts') / rate('trending posts');
  judge(results, 'hit rate of recommended posts / trending', ratio, { atLeast: leastRatio(run) });
}

/** What a rate is at least, as part of that of what is known: where people hardly keep to circles there is little to find. */
const leastRatio = ({ options }: Run): number => (options.circles === 'strong' ? 1.5 : 0.9);

/** Reports how much of what was put aside each method names. @returns the hit rate of a method */
function noteFound<Name extends string>(
  { results }: Run,
  what: string,
  held: HeldOut,
  methods: Readonly<Record<Name, Named>>,
): (name: Name) => number {
  const hitRates = new Map<string, number>();
  for (const [name, named] of Object.entries<Named>(methods)) {
    let [hits, recall] = [0, 0];
    for (const [viewer, wanted] of held) {
      const found = (named.get(viewer) ?? []).slice(0, NAMED).filter((id) => wanted.has(id)).length;
      hits += found > 0 ? 1 : 0;
      recall += found / wanted.size;
    }
    const hitRate = hits / held.size;
    recall /= held.size;
    say(`${name}, ${held.size} people: hit rate ${digits(hitRate)}, recall ${digits(recall)}`);
    report(results, `${what}, ${name}: hit rate at ${NAMED}`, hitRate);
    report(results, `${what}, ${name}: recall at ${NAMED}`, recall);
    hitRates.set(name, hitRate);
  }
  return (name) => hitRates.get(name) ?? NaN;
}

/** What the API names for each of the viewers. */
async function asked(
  { stage, api }: Run,
  viewers: readonly string[],
  path: string,
  idIn: (item: unknown) => string,
): Promise<Named> {
  const named = new Map<string, readonly string[]>();
  for (let at = 0; at < viewers.length; at += AT_A_TIME) {
    const part = viewers.slice(at, at + AT_A_TIME);
    const tokens = await stage.tokens(part);
    const waiting = part.map((viewer, i) => ({ viewer, token: tokens[i] ?? '' }));
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const items = itemsIn(await read(api.url + path, next.token));
          named.set(next.viewer, items.map(idIn));
        }
      }),
    );
  }
  return named;
}

/** What the calls cost beside home, for the same people. */
async function measureCost(run: Run): Promise<void> {
  const { stage, subjects, results } = run;
  const people = subjects.actors.slice(0, 200);
  const tokens = await stage.tokens(people);
  const each = (name: string, path: () => string): Case => {
    const token = round(tokens);
    return { name, kind: 'read', next: () => get(path(), token()) };
  };
  const person = round(people);
  const post = round(subjects.posts);
  const home = each('home of anybody', () => '/v1/feeds/home');
  const suggestions = each('suggestions', () => SUGGESTIONS);
  const first = await firstPages(run, tokens);
  const { feed, known } = await interleaved(
    { feed: pressing(run.api, home, 16), known: pressing(run.api, suggestions, 16) },
    run.options,
  );
  judge(results, 'suggestions / home, p50 at 16', known.p50 / feed.p50, { atMost: 2 });
  report(results, 'first page of suggestions in an hour / home, p50 at 16', first / feed.p50);
  await measureCalls(run, [
    home,
    suggestions,
    each('recommended posts', () => '/v1/feeds/recommended'),
    each('similar people', () => `/v1/users/${person()}/similar`),
    each('similar posts', () => `/v1/posts/${post()}/similar`),
  ]);
}

/** Milliseconds that people wait for suggestions, 16 at once, when nothing was ranked for them before; the median. */
async function firstPages({ stage, api }: Run, tokens: readonly string[]): Promise<number> {
  await stage.db.rows('truncate suggestion_ranking');
  const waiting = [...tokens];
  const waited: number[] = [];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
        const begun = performance.now();
        await read(api.url + SUGGESTIONS, token);
        waited.push(performance.now() - begun);
      }
    }),
  );
  return median(waited);
}

/** How long it takes until people who are newly followed together are neighbours. */
async function measureReflection({ stage, api, subjects, results }: Run): Promise<void> {
  const { db } = stage;
  const [pair] = await db.run<{ one: string; other: string; followers: string[] }>(sql`
    select one.id as one, other.id as other, array(
      select a.id::text
      from user_account a
      where a.id = any (${subjects.actors}::bigint[])
        and ${discoverable('a.id')}
        and not exists (
          select from follow f where f.follower_id = a.id and f.followee_id in (one.id, other.id)
        )
      order by a.id
      limit 5
    ) as followers
    from (${quietPerson(0)}) one
    cross join (${quietPerson(1)}) other`);
  if (pair === undefined) {
    throw new Error('Nobody has few followers.');
  }
  const begun = performance.now();
  for (const token of await stage.tokens(pair.followers)) {
    for (const id of [pair.one, pair.other]) {
      const answer = await fetch(`${api.url}/v1/users/${id}/follow`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}` },
      });
      await answer.arrayBuffer();
    }
  }
  const seconds = () => (performance.now() - begun) / 1_000;
  let isReflected = false;
  while (!isReflected && seconds() < REFLECTED_SECONDS * 1.5) {
    await setTimeout(500);
    const found = await db.value(
      'select count(*) from person_neighbour where person_id = $1 and neighbour_id = $2',
      [pair.one, pair.other],
    );
    isReflected = Number(found) > 0;
  }
  judge(results, 'new follows are reflected, s', isReflected ? seconds() : NaN, {
    atMost: REFLECTED_SECONDS,
  });
}

/** SQL: somebody who takes part and has few followers. */
function quietPerson(place: number): SqlFragment {
  return sql`
    select k.user_id as id
    from user_counter k
    where k.follower_count between 5 and 10 and ${discoverable('k.user_id')}
    order by k.user_id
    offset ${sql.number(place)} limit 1`;
}

async function read(url: string, token: string): Promise<unknown> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${url}: ${answer.status} ${text}`);
  }
  return JSON.parse(text);
}
