import { type Case, mixed, reads } from '../cases.js';
import { interleaved, median, press } from '../load.js';
import type { Running } from '../programs.js';
import { digits, judge } from '../results.js';
import { readers, type Run, writers } from '../run.js';

/** Nine reads to one write: one process, two, and memory over minutes. */
export async function measureMixed(run: Run): Promise<void> {
  const { api, options, results, stage, subjects } = run;
  const cases = async () => [
    ...reads(subjects, await readers(stage, subjects)),
    ...(await writers(run)),
  ];
  const second = await stage.api('api-2');
  const load = mixed(await cases());
  const both: Running = { ...api, cpu: () => api.cpu() + second.cpu() };
  const found = await interleaved(
    {
      one: (seconds) => press({ server: api, next: load, connections: 16 }, seconds),
      two: async (seconds) => {
        const before = both.cpu();
        const [a, b] = await Promise.all(
          [api, second].map((server) => press({ server, next: load, connections: 8 }, seconds)),
        );
        if (a === undefined || b === undefined) {
          throw new Error('A process was not measured.');
        }
        const perSecond = a.perSecond + b.perSecond;
        const cpu = (both.cpu() - before) / (perSecond * seconds);
        return {
          perSecond,
          p50: a.p50,
          p99: Math.max(a.p99, b.p99),
          cpu,
          memory: both.rss(),
          errors: a.errors,
        };
      },
    },
    options,
  );
  await second.stop();
  results.calls.push({
    name: 'mixed, 90 % reads',
    kind: 'mixed',
    at16: found.one,
    at64: await press({ server: api, next: load, connections: 64 }, options.seconds),
    work: { statements: NaN, time: NaN },
  });
  results.targets.push({
    what: 'two API processes / one, mixed load',
    target: 'reported',
    measured: digits(found.two.perSecond / found.one.perSecond),
    held: undefined,
  });
  await watchMemory(run, cases);
}

async function watchMemory(run: Run, cases: () => Promise<Case[]>): Promise<void> {
  const { api, options, results } = run;
  const samples: number[] = [];
  const until = performance.now() + options.minutes * 60_000;
  while (performance.now() < until) {
    // Tokens end after a quarter of an hour.
    const next = mixed(await cases());
    await press({ server: api, next, connections: 16 }, Math.min(20, options.minutes * 30));
    samples.push(api.rss());
  }
  const half = Math.floor(samples.length / 2);
  const [early, late] = [median(samples.slice(0, half)), median(samples.slice(half))];
  judge(
    results,
    `memory of the API after ${options.minutes} minutes of mixed load, MB`,
    Math.max(...samples),
    {
      atMost: 250,
    },
  );
  judge(results, 'memory, second half / first half', late / early, { atMost: 1.05 });
}
