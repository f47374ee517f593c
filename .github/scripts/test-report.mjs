import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Prints what the suite said in each environment as Markdown: `test-report.mjs FOLDER`, where FOLDER holds one
 * folder per environment with Jest's `results.json` in it.
 */
const MOST_FAILURES = 30;

const folder = process.argv[2] ?? 'results';
const runs = (existsSync(folder) ? readdirSync(folder) : []).sort().map((name) => ({
  environment: name
    .replace(/^results-/, '')
    .replace(/^node-(.+)-postgresql-/, 'Node $1, PostgreSQL '),
  results: JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8')),
}));

const isGreen = runs.length > 0 && runs.every(({ results }) => results.success);
console.log(`### Suite: ${isGreen ? 'passed' : 'failed'}\n`);
console.log(
  '| environment | passed | failed | skipped | time |\n| --- | ---: | ---: | ---: | ---: |',
);
for (const { environment, results } of runs) {
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = results;
  console.log(`| ${environment} | ${passed} | ${failed} | ${skipped} | ${seconds(results)} s |`);
}
if (runs.length === 0) {
  console.log('| none came to an end | | | | |');
}

const failures = new Map();
for (const { environment, results } of runs) {
  for (const name of results.testResults.flatMap(failuresOf)) {
    failures.set(name, [...(failures.get(name) ?? []), environment]);
  }
}
for (const [name, environments] of [...failures].slice(0, MOST_FAILURES)) {
  console.log(`\n- **${escaped(name)}** (${environments.join('; ')})`);
}
if (failures.size > MOST_FAILURES) {
  console.log(`\n… and ${failures.size - MOST_FAILURES} more.`);
}

/** Failed tests of a file; the file itself when it couldn't be run. */
function failuresOf({ name, status, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') {
    return [name.split('/').slice(-3).join('/')];
  }
  return failed.map((test) => test.fullName);
}

function seconds({ startTime, testResults }) {
  const end = Math.max(startTime, ...testResults.map((file) => file.endTime ?? startTime));
  return Math.round((end - startTime) / 1000);
}

/** Names of tests are text, not Markdown. */
function escaped(text) {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/@/g, '@\u200b');
}
