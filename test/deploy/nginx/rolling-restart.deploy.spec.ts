import pg from 'pg';
import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { publish, signUp } from '../support/member.js';
import { Production } from '../support/production.js';
import type { Running } from '../support/running.js';
import { whenInstalled } from '../support/when-installed.js';
import { Proxy } from './proxy.js';
import { WireClient } from './wire.js';

/** Under load for so long at least, and until both are back, in milliseconds. */
const LOAD = 30_000;
/** Enough that some write is always under way at each API. */
const CLIENTS = 32;
/** As often as the container's health check asks, in milliseconds. */
const PROBE_EVERY = 1_000;

whenInstalled(['nginx'], (nginx) => {
  const undo = afterwards();
  let production: Production;
  let proxy: Proxy;
  const apis: { port: number; running: Running }[] = [];

  beforeAll(async () => {
    production = await Production.prepare({
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT: 'off',
      WORKER: 'inline',
      LOG_LEVEL: 'warn',
    });
    undo(() => production.remove());
    for (const port of [await freePort(), await freePort()]) {
      apis.push({ port, running: await production.api(port) });
    }
    proxy = await Proxy.prepare(nginx, [apis[0]!.port, apis[1]!.port]);
    undo(() => proxy.remove());
    await proxy.start();
  }, 120_000);

  it('loses no request while both APIs are restarted, one after the other', async () => {
    const member = await signUp(proxy.url);
    const post = await publish(proxy.url, member.token, { title: 'Liked', body: 'Often.' });
    const until = Date.now() + LOAD;
    const restarted: number[] = [];
    const goesOn = () => Date.now() < until || restarted.length < apis.length;
    const outcomes = new Map<string, number>();
    const note = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);

    const attempt = async (client: WireClient, method: string, path: string, body?: object) => {
      const what = `${method} ${path.replaceAll(/\d{5,}/g, ':id')}`;
      try {
        const { status } = await client.json(method, path, body, member.token);
        note(`${what} ${status}`);
      } catch (error) {
        note(`${what} ${String(error)}`);
      }
    };
    const live = async (client: WireClient): Promise<void> => {
      for (let i = 0; goesOn(); i++) {
        await attempt(client, 'GET', '/v1/posts?limit=5');
        await attempt(client, 'PUT', `/v1/posts/${post}/like`);
        // The proxy repeats everything but a POST, so these are what a careless stop would lose.
        await attempt(client, 'POST', '/v1/posts', { title: 'Under way', body: `First of ${i}` });
        await attempt(client, 'POST', '/v1/posts', { title: 'Under way', body: `Second of ${i}` });
        await attempt(client, 'POST', '/v1/posts', { title: 'Under way', body: `Third of ${i}` });
        await attempt(client, 'DELETE', `/v1/posts/${post}/like`);
      }
      client.close();
    };
    const probe = async (): Promise<void> => {
      while (goesOn()) {
        note(`probe ${String(await proxy.probe())}`);
        await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY));
      }
    };
    const restart = async (): Promise<void> => {
      for (const api of apis) {
        expect(await api.running.stop()).toBe(0);
        api.running = await production.api(api.port);
        restarted.push(api.port);
      }
    };
    const clients = Array.from(
      { length: CLIENTS },
      (_, i) => new WireClient(proxy.url, `127.0.1.${i + 1}`),
    );
    await Promise.all([...clients.map(live), probe(), restart()]);

    const sorted = Object.fromEntries([...outcomes].sort());
    const wrong = Object.entries(sorted).filter(([what]) => !/^probe| 20\d$/.test(what));
    expect({ wrong, errors: wrong.length > 0 ? proxy.errors.slice(0, 20) : [] }).toEqual({
      wrong: [],
      errors: [],
    });
    const sent = outcomes.get('POST /v1/posts 201') ?? 0;
    expect(sent).toBeGreaterThan(100);
    // And none was done twice.
    const client = new pg.Client({ connectionString: production.database.url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from post where title = 'Under way'`,
    );
    await client.end();
    expect(rows[0]?.n).toBe(sent);
    const total = [...outcomes.values()].reduce((sum, n) => sum + n, 0);
    process.stdout.write(`rolling restart: ${total} requests, 0 lost\n`);
  }, 120_000);
});
