import { Counter, Gauge, Histogram, register } from 'prom-client';
import { metric } from './metric.js';

beforeEach(() => {
  register.clear();
});

const ACTS = { name: 'acts_total', help: 'Acts, by kind.', labelNames: ['kind'] as const };

it('makes a metric, which the registry shows', async () => {
  metric(Counter<'kind'>, ACTS).inc({ kind: 'like' }, 2);
  metric(Histogram, { name: 'lag_seconds', help: 'Lag.', buckets: [1, 5] }).observe(3);
  const shown = await register.metrics();
  expect(shown).toContain('acts_total{kind="like"} 2');
  expect(shown).toContain('lag_seconds_bucket{le="5"} 1');
});

it('gives whoever asks again the metric that there is', async () => {
  const first = metric(Counter<'kind'>, ACTS);
  first.inc({ kind: 'like' });
  expect(metric(Counter<'kind'>, ACTS)).toBe(first);
  expect(await register.metrics()).toContain('acts_total{kind="like"} 1');
});

it('refuses the name of a metric of another kind', () => {
  metric(Counter<'kind'>, ACTS);
  expect(() => metric(Gauge, ACTS)).toThrow('already been registered');
});
