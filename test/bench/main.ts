import '#libs/feed';
import { constants } from 'node:os';
import { measureLogin, measureReads, measureWrites } from './groups/calls.js';
import { measureDiscovery } from './groups/discovery.js';
import { measurePages, measureSizes } from './groups/lists.js';
import { measureMixed } from './groups/mixed.js';
import { measureReferences } from './groups/references.js';
import { measureSignIn } from './groups/sign-in.js';
import { measureStart } from './groups/start.js';
import { measureStreams } from './groups/streams.js';
import { readOptions } from './options.js';
import { writeReport } from './report.js';
import { countFailures, countStatements, emptyResults } from './results.js';
import { type Run, say } from './run.js';
import { Stage } from './stage.js';
import { pickSubjects } from './subjects.js';

// Else the programs would go on, beside whatever is measured next.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(128 + constants.signals[signal]));
}
const options = readOptions(process.argv.slice(2));
const wanted = (group: string) => options.only.size === 0 || options.only.has(group);
const begun = performance.now();
const results = emptyResults();

let stage = await Stage.open(options.dataDir, options.preset, options.circles);
if (wanted('start')) {
  const { dataDir } = stage;
  await stage.close();
  await measureStart(dataDir, results, options);
  stage = await Stage.open(options.dataDir, options.preset, options.circles);
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
    ['pages', measurePages],
    ['sizes', measureSizes],
    // From here on the data are others than those of the seed.
    ['discovery', measureDiscovery],
    ['login', measureLogin],
    ['writes', measureWrites],
    ['mixed', measureMixed],
    ['streams', measureStreams],
  ];
  for (const [name, measure] of groups) {
    if (wanted(name)) {
      say(name);
      await measure(run);
    }
  }
  countStatements(results);
  countFailures(results);
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
