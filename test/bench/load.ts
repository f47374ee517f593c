import autocannon, { type Request } from 'autocannon';
import type { Running } from './programs.js';

/** One measurement. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time of the server for one request. */
  readonly cpu: number;
  /** MB of memory of the server when it was over. */
  readonly memory: number;
  readonly errors: number;
}

/** Where a load goes, and what is asked there. */
export interface Load {
  readonly server: Pick<Running, 'url' | 'cpu' | 'rss'>;
  /** The next request; called for each. */
  readonly next: () => Request;
  readonly connections: number;
  /** Requests a second; as many as are answered when absent. */
  readonly rate?: number;
}

/** Puts load on a server for some seconds. */
export async function press(load: Load, seconds: number): Promise<Measured> {
  const { server, next, connections, rate } = load;
  const before = server.cpu();
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    requests: [{ ...next(), setupRequest: () => next() }],
  });
  const cpu = server.cpu() - before;
  return {
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: cpu / Math.max(1, result.requests.total),
    memory: server.rss(),
    errors: result.errors + result.non2xx,
  };
}

/** Measures several things in turn, again and again, so that a noisy minute is noise for all; medians. */
export async function interleaved<Name extends string>(
  subjects: Readonly<Record<Name, (seconds: number) => Promise<Measured>>>,
  { seconds, warmUp, repeats }: { seconds: number; warmUp: number; repeats: number },
): Promise<Record<Name, Measured>> {
  const names = Object.keys(subjects).filter((name): name is Name => name in subjects);
  const runs = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (const name of names) {
    await subjects[name](warmUp);
  }
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const name of names) {
      runs.get(name)?.push(await subjects[name](seconds));
    }
  }
  const found: Partial<Record<Name, Measured>> = {};
  for (const [name, measured] of runs) {
    found[name] = medians(measured);
  }
  return complete(found, names);
}

function complete<Name extends string>(
  found: Partial<Record<Name, Measured>>,
  names: readonly Name[],
): Record<Name, Measured> {
  const isComplete = (part: typeof found): part is Record<Name, Measured> =>
    names.every((name) => part[name] !== undefined);
  if (!isComplete(found)) {
    throw new Error('A measurement is missing.');
  }
  return found;
}

function medians(runs: readonly Measured[]): Measured {
  const of = (field: keyof Measured) => median(runs.map((run) => run[field]));
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    memory: of('memory'),
    errors: Math.max(...runs.map(({ errors }) => errors)),
  };
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
