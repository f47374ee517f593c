import { get, reads } from '../cases.js';
import { interleaved, press } from '../load.js';
import { judge } from '../results.js';
import { pressing, readers, type Run } from '../run.js';
import { Stage } from '../stage.js';
import { pickSubjects } from '../subjects.js';

/** The fiftieth page of every list against its first. */
export async function measurePages(run: Run): Promise<void> {
  const { api, options, results } = run;
  for (const { name, list } of reads(run.subjects, await readers(run.stage, run.subjects))) {
    const deep = list && (await fiftieth(api.url, list.path, list.token));
    if (list !== undefined && deep !== undefined) {
      const found = await interleaved(
        {
          first: pressing(api, { next: () => get(list.path, list.token) }, 4),
          fiftieth: pressing(api, { next: () => get(deep, list.token) }, 4),
        },
        options,
      );
      const [first, later] = [1 / found.first.perSecond, 1 / found.fiftieth.perSecond];
      results.pages.push({ name, first: first * 4000, fiftieth: later * 4000 });
      judge(results, `page 50 / page 1: ${name}`, later / first, { atMost: 1.5 });
    }
  }
}

/** The address of page 50, or of the last page when there are fewer. */
async function fiftieth(
  base: string,
  path: string,
  token: string | null,
): Promise<string | undefined> {
  let address: string | undefined;
  for (let page = 1; page < 50; page += 1) {
    const { headers = {} } = get(path, token);
    const answer = await fetch(base + (address ?? path), { headers });
    const body: unknown = await answer.json();
    const next: unknown =
      typeof body === 'object' && body !== null ? Reflect.get(body, 'nextCursor') : null;
    if (typeof next !== 'string') {
      return address;
    }
    address = `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`;
  }
  return address;
}

/** Every list on this data and on `medium`. */
export async function measureSizes({
  api,
  options,
  subjects,
  results: found,
  stage: large,
}: Run): Promise<void> {
  const medium = await Stage.open(options.mediumDir, 'medium', options.circles);
  try {
    const others = await pickSubjects(medium);
    const other = await medium.api('api-medium');
    const ownReads = reads(subjects, await readers(large, subjects));
    const otherReads = reads(others, await readers(medium, others));
    for (const { name, list } of ownReads) {
      const twin = otherReads.find((one) => one.name === name)?.list;
      if (list !== undefined && twin !== undefined) {
        const measured = await interleaved(
          {
            medium: (seconds) =>
              press(
                { server: other, next: () => get(twin.path, twin.token), connections: 4 },
                seconds,
              ),
            large: (seconds) =>
              press(
                { server: api, next: () => get(list.path, list.token), connections: 4 },
                seconds,
              ),
          },
          options,
        );
        // Autocannon tells whole milliseconds; what four connections get done is finer.
        const [a, b] = [4000 / measured.medium.perSecond, 4000 / measured.large.perSecond];
        found.sizes.push({ name, medium: a, large: b });
        judge(found, `${options.preset} / medium: ${name}`, b / a, { atMost: 1.5 });
      }
    }
  } finally {
    await medium.close();
  }
}
