import { get } from '../cases.js';
import { interleaved } from '../load.js';
import { judge } from '../results.js';
import { pressing, readers, type Run } from '../run.js';

/** What a signed-in call costs more than the same call of nobody. */
export async function measureSignIn(run: Run): Promise<void> {
  const { api, options, results, stage, subjects } = run;
  const tokens = await readers(stage, subjects);
  const found = await interleaved(
    {
      nobody: pressing(api, { next: () => get('/v1/tags?limit=1') }, 16),
      somebody: pressing(api, { next: () => get('/v1/tags?limit=1', tokens[20]) }, 16),
      home: pressing(api, { next: () => get('/v1/feeds/home', tokens[20]) }, 16),
    },
    options,
  );
  judge(
    results,
    'processor time of authentication / of the home feed',
    (found.somebody.cpu - found.nobody.cpu) / found.home.cpu,
    { atMost: 0.1 },
  );
}
