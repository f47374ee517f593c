import { parseArgs } from 'node:util';
import {
  CIRCLE_STRENGTHS,
  type CircleStrength,
  isCircleStrength,
  isPreset,
  type Preset,
} from '#libs/seed';

/** What a run measures, and for how long. */
export interface BenchOptions {
  readonly preset: Preset;
  /** How much people keep to circles in the data that are seeded. */
  readonly circles: CircleStrength;
  /** Data folder of the preset; seeded when it is empty. */
  readonly dataDir: string;
  /** Data folder of `medium`, for the ratio of sizes. */
  readonly mediumDir: string;
  /** Seconds of one measurement. */
  readonly seconds: number;
  /** Seconds before it that don't count. */
  readonly warmUp: number;
  readonly repeats: number;
  /** Minutes of mixed load under which memory is watched. */
  readonly minutes: number;
  /** Open streams of one process. */
  readonly streams: number;
  /** Groups to measure; all when empty. */
  readonly only: ReadonlySet<string>;
  /** Folder of the report. */
  readonly out: string;
  /** Name of the report, after what is measured. */
  readonly name: string;
}

const HELP = `npm run bench -- [options]
  --preset NAME      small, medium or large (large)
  --circles HOW      strong, weak or none: how much people of the seed keep to circles (strong)
  --data-dir DIR     its data folder, seeded when it is empty (.data/bench-PRESET[-CIRCLES])
  --medium-dir DIR   data folder of medium, for the ratio of sizes (.data/bench-medium[-CIRCLES])
  --only A,B         reads, writes, pages, sizes, login, auth, mixed, streams, discovery, start
  --quick            short measurements: to see that it works, not to quote
  --seconds N        of one measurement (5)
  --repeats N        of each measurement; medians count (3)
  --minutes N        of mixed load for the memory (10)
  --streams N        open streams of one process (2000), at most ten for each of 2,000 people
  --out DIR          folder of the report (test/bench/results)
`;

/** Reads the command line; ends the process after `--help`. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      preset: { type: 'string', default: 'large' },
      circles: { type: 'string', default: 'strong' },
      'data-dir': { type: 'string' },
      'medium-dir': { type: 'string' },
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      repeats: { type: 'string' },
      minutes: { type: 'string' },
      streams: { type: 'string' },
      out: { type: 'string', default: 'test/bench/results' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  const { preset, circles, quick } = values;
  if (!isPreset(preset)) {
    throw new Error(`There is no preset "${preset}".`);
  }
  if (!isCircleStrength(circles)) {
    throw new Error(`--circles is one of ${CIRCLE_STRENGTHS.join(', ')}.`);
  }
  const only = new Set(values.only.split(',').filter((name) => name !== ''));
  const dataOf = (size: Preset): string => (circles === 'strong' ? size : `${size}-${circles}`);
  return {
    preset,
    circles,
    dataDir: values['data-dir'] ?? `.data/bench-${dataOf(preset)}`,
    mediumDir: values['medium-dir'] ?? `.data/bench-${dataOf('medium')}`,
    seconds: positive(values.seconds, quick ? 2 : 5),
    warmUp: quick ? 1 : 2,
    repeats: positive(values.repeats, quick ? 1 : 3),
    minutes: positive(values.minutes, quick ? 0.5 : 10),
    streams: positive(values.streams, 2_000),
    only,
    out: values.out,
    name: [dataOf(preset), ...only].join('-'),
  };
}

function positive(text: string | undefined, preset: number): number {
  const value = text === undefined ? preset : Number(text);
  if (!(value > 0)) {
    throw new Error(`"${String(text)}" is not a number above 0.`);
  }
  return value;
}
