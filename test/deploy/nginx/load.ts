import { WireClient } from './wire.js';

/** Enough that some write is always under way at each API. */
const CLIENTS = 32;
/** Title of every post that the load publishes. */
export const TITLE_OF_LOAD = 'Under way';

/** What happened to the requests of a load. */
export class Outcomes {
  private readonly counts = new Map<string, number>();

  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, n) => sum + n, 0);
  }

  /** What was no success, with how often it happened. */
  get lost(): [string, number][] {
    return [...this.counts].filter(([what]) => !/ 20\d$/.test(what)).sort();
  }
}

/**
 * Reads and writes over kept connections, one request after the other for each client, until something is done.
 *
 * @param atLeast milliseconds that it goes on in any case
 */
export async function underLoad(
  { url, token, post }: { url: string; token: string; post: string },
  atLeast: number,
  something: (outcomes: Outcomes) => Promise<unknown>,
): Promise<Outcomes> {
  const outcomes = new Outcomes();
  const until = Date.now() + atLeast;
  let done = false;
  const attempt = async (client: WireClient, method: string, path: string, body?: object) => {
    const what = `${method} ${path.replaceAll(/\d{5,}/g, ':id')}`;
    try {
      const { status } = await client.json(method, path, body, token);
      outcomes.note(`${what} ${status}`);
    } catch (error) {
      outcomes.note(`${what} ${String(error)}`);
    }
  };
  const live = async (client: WireClient): Promise<void> => {
    for (let i = 0; !done || Date.now() < until; i++) {
      await attempt(client, 'GET', '/v1/posts?limit=5');
      await attempt(client, 'PUT', `/v1/posts/${post}/like`);
      // The proxy repeats everything but a POST, so these are what a careless stop would lose.
      for (const body of [`First of ${i}`, `Second of ${i}`, `Third of ${i}`]) {
        await attempt(client, 'POST', '/v1/posts', { title: TITLE_OF_LOAD, body });
      }
      await attempt(client, 'DELETE', `/v1/posts/${post}/like`);
    }
    client.close();
  };
  const clients = Array.from(
    { length: CLIENTS },
    (_, i) => new WireClient(url, `127.0.1.${i + 1}`),
  );
  await Promise.all([
    ...clients.map(live),
    something(outcomes).finally(() => {
      done = true;
    }),
  ]);
  return outcomes;
}
