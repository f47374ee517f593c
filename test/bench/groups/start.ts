import { median } from '../load.js';
import type { BenchOptions } from '../options.js';
import { startProgram } from '../programs.js';
import { judge, type Results } from '../results.js';

/** From the command to the first ready answer, database included. */
export async function measureStart(
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
