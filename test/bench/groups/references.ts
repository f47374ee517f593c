import { writeFileSync } from 'node:fs';
import type { Request } from 'autocannon';
import { preparedStatements } from '#libs/database';
import { get } from '../cases.js';
import { interleaved, type Measured } from '../load.js';
import { hasPgbench, pgbench, type PgbenchStatement } from '../pgbench.js';
import type { Running } from '../programs.js';
import { digits, judge } from '../results.js';
import { pressing, readers, type Run, say } from '../run.js';
import { sameJson } from '../same-json.js';

const LAST = '9223372036854775807';

/** Home feed, explore and post by id against a bare server and pgbench on the same database. */
export async function measureReferences(run: Run): Promise<void> {
  const { stage, api, subjects, results, options } = run;
  const file = '.cache/bench/statements.json';
  const statements = preparedStatements().map(({ name, sent, slots }) => ({
    name,
    text: sent,
    slots,
  }));
  writeFileSync(file, JSON.stringify(statements));
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
  const home = get('/v1/feeds/home', tokens[20]);
  const explore = get('/v1/feeds/explore');
  const feed = [
    statement('feed.home', { viewer, before: LAST, rows: '21', withOwn: 'true' }),
    ...(await quotedOn(api, home, viewer)),
  ];
  const compared = [
    {
      name: 'home feed',
      maru: home,
      bare: { ...get('/home'), headers: { 'x-viewer': viewer } },
      sql: feed,
      atLeast: 0.85,
    },
    {
      name: 'home feed, both read the session',
      maru: home,
      bare: { ...get('/home'), headers: { 'x-viewer': viewer, 'x-session': session } },
      sql: [statement('user.actors', { sessions: `'{${session}}'` }), ...feed],
    },
    {
      name: 'post by id',
      maru: get(`/v1/posts/${post}`),
      bare: get(`/posts/${post}`),
      sql: [statement('post.known', { viewers: `'{0}'`, ids: `'{${post}}'` })],
      atLeast: 0.85,
    },
    {
      name: 'explore',
      maru: explore,
      bare: get('/explore'),
      sql: [
        statement('feed.explore', {
          viewer: '0',
          before: LAST,
          rows: '21',
          excludeMe: 'false',
          sensitive: 'false',
        }),
        ...(await quotedOn(api, explore, '0')),
      ],
      atLeast: 0.85,
    },
  ];
  const withPgbench = hasPgbench();
  if (!withPgbench) {
    results.notes.push(
      'pgbench is not installed (Debian: the package `postgresql`): its ratios are missing.',
    );
  }
  for (const { name, maru, bare: other, sql, atLeast } of compared) {
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
      const ratio = own.perSecond / reference.perSecond;
      const what = `${name} / bare Fastify + pg`;
      if (atLeast === undefined) {
        results.targets.push({
          what,
          target: 'reported',
          measured: digits(ratio),
          held: undefined,
        });
      } else {
        judge(results, what, ratio, { atLeast });
      }
      say(
        `${name}: Maru ${digits(own.perSecond)}/s, bare ${digits(reference.perSecond)}/s, pgbench ${digits(limit?.perSecond ?? NaN)}/s`,
      );
    }
  }
  await bare.stop();
}

/** The statement that reads what the posts of a page quote; none when they quote nothing. */
async function quotedOn(
  api: Running,
  { path = '', headers = {} }: Request,
  viewer: string | undefined,
): Promise<PgbenchStatement[]> {
  const answer = await fetch(api.url + path, { headers });
  const { items }: { items: { id: string; isQuote: boolean }[] } = JSON.parse(await answer.text());
  const quotes = items.filter(({ isQuote }) => isQuote).map(({ id }) => id);
  const ids = `'{${quotes.join(',')}}'`;
  return quotes.length === 0
    ? []
    : [statement('post.quoted', { viewer, ids, withoutMuted: 'true' })];
}

/** A prepared statement for pgbench. @param values SQL of the value of each slot */
function statement(
  name: string,
  values: Readonly<Record<string, string | undefined>>,
): PgbenchStatement {
  const declared = preparedStatements().find((one) => one.name === name);
  if (declared === undefined) {
    throw new Error(`No statement is declared as "${name}".`);
  }
  const { sent, slots } = declared;
  return {
    name,
    text: sent,
    values: slots.map((slot) => {
      const value = values[slot];
      if (value === undefined) {
        throw new Error(`Nothing is given for "${slot}" of "${name}".`);
      }
      return value;
    }),
  };
}
