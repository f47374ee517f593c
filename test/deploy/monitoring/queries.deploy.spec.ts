import * as events from '#libs/events';
import { eventually } from '#libs/testing';
import { likes, publishes, uploads } from '../../e2e/support/acts.js';
import { person } from '../../e2e/support/people.js';
import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { METRICS_TOKEN, Production } from '../support/production.js';
import { type Exposed, exposedBy, exposedByExporters, SCRAPE_LABELS } from './exposed.js';
import { dashboards, mistakesIn, queries, rules, usesOf, valuesOf } from './queries.js';

let exposed: Exposed;
let shown: string;
const undo = afterwards();

/** Starts an API and a worker, lets somebody do something, and reads what both show. */
beforeAll(async () => {
  const production = await Production.prepare({ SHUTDOWN_DELAY: '0' });
  undo(() => production.remove());
  const ports = { api: await freePort(), worker: await freePort() };
  await production.api(ports.api);
  await production.worker(ports.worker);
  const url = `http://127.0.0.1:${ports.api}`;
  const member = await person('member', {}, { url });
  const { id } = await publishes(member, { title: 'Measured', body: 'Text.' });
  await likes(member, id);
  await uploads(member);
  const scrape = async (port: number) => {
    const asScraper = { headers: { authorization: `Bearer ${METRICS_TOKEN}` } };
    return (await fetch(`http://127.0.0.1:${port}/metrics`, asScraper)).text();
  };
  // A queue shows its figures while it has something to do: those of schedules always have.
  shown = await eventually(
    async () => (await Promise.all([scrape(ports.api), scrape(ports.worker)])).join('\n'),
    (text) => text.includes('job_queue_oldest_seconds{'),
  );
  exposed = new Map([...exposedByExporters(), ...exposedBy(shown)]);
  for (const { record } of rules()) {
    if (record !== undefined) {
      exposed.set(record, new Set());
    }
  }
});

it.each(queries())('is PromQL, and reads what somebody shows: $place', ({ text }) => {
  expect(mistakesIn(text)).toEqual([]);
  const uses = usesOf(text);
  expect(uses.length).toBeGreaterThan(0);
  for (const { metric, labels } of uses) {
    expect([...exposed.keys()]).toContain(metric);
    const known = [...exposed.get(metric)!, ...SCRAPE_LABELS];
    expect([metric, [...labels].filter((label) => !known.includes(label))]).toEqual([metric, []]);
  }
});

it('asks for events that domains publish, and for jobs that are scraped', () => {
  const published: string[] = Object.values(events).map(({ type }) => type);
  const asked = queries().flatMap(({ text }) => valuesOf(text, 'event'));
  expect(asked).toEqual(expect.arrayContaining(['user.signed-up', 'post.published']));
  expect(asked.filter((event) => !published.includes(event))).toEqual([]);
  const jobs = queries().flatMap(({ text }) => valuesOf(text, 'job'));
  expect(jobs.filter((job) => !['maru-api', 'maru-worker', 'maru-.*'].includes(job))).toEqual([]);
});

it('measures the routes that rules leave out, by the names that they have', () => {
  expect(shown).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/v1\/media"/);
  expect(shown).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/health\/ready"/);
  expect(shown).toContain('route="/v1/posts/:postId/like"');
});

it('counts what people did', () => {
  const counted = (event: string) =>
    new RegExp(`domain_events_total\\{event="${event}"\\} 1$`, 'm');
  expect(shown).toMatch(counted('user.signed-up'));
  expect(shown).toMatch(counted('post.published'));
  expect(shown).toMatch(counted('post-like.added'));
});

it('has an alert for everything that must be noticed, each told apart', () => {
  const alerts = rules().flatMap(({ alert }) => alert ?? []);
  expect(alerts).toEqual(
    expect.arrayContaining([
      'MaruErrorBudgetBurn',
      'MaruLatencyBudgetBurn',
      'MaruInternalError',
      'MaruTargetDown',
      'MaruScaledUp',
      'MaruScaledDown',
      'MaruQueueOld',
      'MaruDeadLetters',
      'MaruOutboxLag',
      'MaruCounterDrift',
      'MaruDatabasePoolExhausted',
      'DiskNearlyFull',
      'CertificateExpires',
    ]),
  );
});

it('has dashboards with a panel to each id and an address of their own', () => {
  const uids = dashboards().map(({ uid }) => uid);
  expect(new Set(uids).size).toBe(uids.length);
  expect(uids.sort()).toEqual(['maru-jobs', 'maru-postgresql', 'maru-product', 'maru-service']);
  for (const { panels } of dashboards()) {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  }
});
