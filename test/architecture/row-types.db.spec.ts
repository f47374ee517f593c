import { type TestDatabase, testDatabase } from '#libs/testing';
import { domainModules } from '../../apps/domains.js';
import { type CallSite, callSites } from './row-types/declared-rows.js';
import { Describer } from './row-types/described-rows.js';
import { differences } from './row-types/differences.js';
import { type Recording, rehearse } from './row-types/rehearsal.js';
import { readSources } from './row-types/sources.js';

/** Classes that do more than run statements: their methods are not called with made-up arguments. */
const NOT_REHEARSED = ['libs/jobs/src/job-runner.ts'];

/** What can't be made up: its texts become SQL. */
const GIVEN = new Map([
  [
    'FoldedColumnOptions',
    () => ({
      table: 'tag',
      key: 'id',
      column: 'name_folded',
      source: 't.name',
      keyOf: (text: string) => text,
    }),
  ],
]);

let database: TestDatabase;
let describer: Describer;
let sites: readonly CallSite[];
let recording: Recording;

beforeAll(async () => {
  // All libs are loaded, so the template of the database is that of the other tests.
  expect(domainModules).not.toHaveLength(0);
  database = await testDatabase();
  describer = await Describer.connect(database.url);
  const sources = readSources();
  sites = callSites(sources);
  recording = await rehearse(sources, sites, GIVEN);
});
afterAll(async () => {
  await describer.end();
  await database.drop();
});

it('takes down a statement for every place that declares a row', () => {
  const missed = sites.filter(({ place }) => !recording.has(place));
  expect(missed.map(({ place }) => place.replace(/:\d+$/, ''))).toEqual(NOT_REHEARSED);
  expect(sites.length).toBeGreaterThan(100);
});

it('declares the rows that PostgreSQL describes', async () => {
  const found = new Set<string>();
  for (const site of sites) {
    for (const text of recording.get(site.place) ?? []) {
      for (const difference of await differencesIn(site, text)) {
        found.add(difference);
      }
    }
  }
  expect([...found]).toEqual([]);
});

/** What is wrong at a place with a statement that it runs. */
async function differencesIn(site: CallSite, text: string): Promise<string[]> {
  try {
    return differences(site, await describer.describe(text));
  } catch (error) {
    return [`${site.place} is not understood: ${String(error)} in ${text}`];
  }
}
