import { writeFileSync } from 'node:fs';
import { preparedStatements } from '#libs/database';
import { get } from '../cases.js';
import { interleaved, type Measured } from '../load.js';
import { hasPgbench, pgbench } from '../pgbench.js';
import { digits, judge } from '../results.js';
import { pressing, readers, type Run, say } from '../run.js';
import { sameJson } from '../same-json.js';

const LAST = '9223372036854775807';

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
  const compared = [
    {
      name: 'home feed',
      maru: get('/v1/feeds/home', tokens[20]),
      bare: { ...get('/home'), headers: { 'x-viewer': viewer } },
      sql: [{ name: 'feed.home', text: text('feed.home'), values: [viewer, LAST, '21', 'true'] }],
      atLeast: 0.85,
    },
    {
      name: 'home feed, both read the session',
      maru: get('/v1/feeds/home', tokens[20]),
      bare: { ...get('/home'), headers: { 'x-viewer': viewer, 'x-session': session } },
      sql: [
        { name: 'user.actors', text: text('user.actors'), values: [`'{${session}}'`] },
        { name: 'feed.home', text: text('feed.home'), values: [viewer, LAST, '21', 'true'] },
      ],
    },
    {
      name: 'post by id',
      maru: get(`/v1/posts/${post}`),
      bare: get(`/posts/${post}`),
      sql: [{ name: 'post.known', text: text('post.known'), values: [`'{0}'`, `'{${post}}'`] }],
      atLeast: 0.85,
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
