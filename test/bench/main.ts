import '#libs/feed';
import { interleaved, press } from './load.js';
import { get, reads } from './cases.js';
import {
  measureLogin,
  measureMixed,
  measurePages,
  measureReads,
  measureReferences,
  measureSignIn,
  measureWrites,
  readers,
  type Run,
  say,
} from './groups.js';
import { type BenchOptions, readOptions } from './options.js';
import { startProgram } from './programs.js';
import { writeReport } from './report.js';
import { digits, emptyResults, judge, type Results } from './results.js';
import { Stage } from './stage.js';
import { pickSubjects } from './subjects.js';
import { median } from './load.js';

const options = readOptions(process.argv.slice(2));
const wanted = (group: string) => options.only.size === 0 || options.only.has(group);
const begun = performance.now();
const results = emptyResults();

let stage = await Stage.open(options.dataDir, options.preset);
if (wanted('start')) {
  const { dataDir } = stage;
  await stage.close();
  await measureStart(dataDir, results, options);
  stage = await Stage.open(options.dataDir, options.preset);
}
const { db } = stage;
try {
  const subjects = await pickSubjects(stage);
  const api = await stage.api('api');
  const worker = await stage.worker();
  const run: Run = { options, stage, api, worker, subjects, results };
  const groups: readonly (readonly [string, (run: Run) => Promise<void>])[] = [
    ['references', measureReferences],
    ['reads', measureReads],
    ['auth', measureSignIn],
    ['writes', measureWrites],
    ['login', measureLogin],
    ['pages', measurePages],
    ['sizes', measureSizes],
    ['mixed', measureMixed],
  ];
  for (const [name, measure] of groups) {
    if (wanted(name)) {
      say(name);
      await measure(run);
    }
  }
  countStatements(results);
  const rows: Record<string, number> = {};
  for (const [name, table] of [
    ['users', 'user_account'],
    ['follows', 'follow'],
    ['posts', 'post'],
    ['comments', 'comment'],
    ['likes of posts', 'post_like'],
  ] as const) {
    rows[name] = Number(
      await db.value(`select reltuples::bigint from pg_class where relname = '${table}'`),
    );
  }
  const file = writeReport(results, options, {
    postgres: await db.value('show server_version'),
    databaseMb: await db.size(),
    rows,
    starFollowers: subjects.starFollowers,
    minutes: (performance.now() - begun) / 60_000,
  });
  for (const { what, target, measured, held } of results.targets) {
    process.stdout.write(
      `${held === undefined ? '    ' : held ? 'ok  ' : 'MISS'} ${what}: ${measured} (${target})\n`,
    );
  }
  process.stdout.write(`${file}\n`);
} finally {
  await stage.close();
}

/** From the command to the first ready answer, database included. */
async function measureStart(
  dataDir: string,
  found: Results,
  { repeats }: BenchOptions,
): Promise<void> {
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const api = await startProgram(
      'start',
      ['tools/start.mjs'],
      { DATA_DIR: dataDir, DEMO_DATA: 'false', HOST: '127.0.0.1' },
      '/health/ready',
    );
    times.push(api.readyMs / 1000);
    await api.stop();
  }
  judge(found, 'start to ready with data there, s', median(times), { atMost: 4 });
}

/** Every list on this data and on `medium`. */
async function measureSizes({ api, subjects, results: found, stage: large }: Run): Promise<void> {
  const medium = await Stage.open(options.mediumDir, 'medium');
  try {
    const others = await pickSubjects(medium);
    const other = await medium.api('api-medium');
    const ownReads = reads(subjects, await readers(large, subjects));
    const otherReads = reads(others, await readers(medium, others));
    for (const { name, list } of ownReads) {
      const twin = otherReads.find((one) => one.name === name)?.list;
      if (list !== undefined && twin !== undefined) {
        const measured = await interleaved(
          {
            medium: (seconds) =>
              press(
                { server: other, next: () => get(twin.path, twin.token), connections: 4 },
                seconds,
              ),
            large: (seconds) =>
              press(
                { server: api, next: () => get(list.path, list.token), connections: 4 },
                seconds,
              ),
          },
          options,
        );
        // Autocannon tells whole milliseconds; what four connections get done is finer.
        const [a, b] = [4000 / measured.medium.perSecond, 4000 / measured.large.perSecond];
        found.sizes.push({ name, medium: a, large: b });
        judge(found, `${options.preset} / medium: ${name}`, b / a, { atMost: 1.5 });
      }
    }
  } finally {
    await medium.close();
  }
}

function countStatements(found: Results): void {
  const most = { read: 6, write: 8, publish: 15 };
  for (const [kind, atMost] of Object.entries(most)) {
    const calls = found.calls.filter((call) => call.kind === kind);
    if (calls.length > 0) {
      const worst = Math.max(...calls.map(({ work }) => work.statements));
      found.targets.push({
        what: `SQL statements per request, ${kind}`,
        target: `≤ ${atMost}`,
        measured: digits(worst),
        held: worst < atMost + 0.5,
      });
    }
  }
}
