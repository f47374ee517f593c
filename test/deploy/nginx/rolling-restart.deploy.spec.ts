import pg from 'pg';
import { eventually } from '../../../libs/testing/src/eventually.js';
import { publishes } from '../../e2e/support/acts.js';
import { person } from '../../e2e/support/people.js';
import { whenInstalled } from '../support/when-installed.js';
import { type Outcomes, TITLE_OF_LOAD, underLoad } from './load.js';
import { type ProxyStage, proxyStage } from './stage.js';

/** Under load for so long at least, and until both are back, in milliseconds. */
const LOAD = 30_000;
/** As often as the container's health check asks, in milliseconds. */
const PROBE_EVERY = 1_000;

whenInstalled(['nginx'], (nginx) => {
  const start = proxyStage(nginx, { RATE_LIMIT: 'off', WORKER: 'inline', LOG_LEVEL: 'warn' }, 2);
  let stage: ProxyStage;
  let scene: { url: string; token: string; post: string };

  beforeAll(async () => {
    stage = await start();
    const { proxy, undo } = stage;
    const member = await person('member', {}, proxy);
    const post = await publishes(member, { title: 'Liked', body: 'Often.' });
    scene = { url: proxy.url, token: member.token, post: post.id };
    const probing = setInterval(() => void proxy.probe(), PROBE_EVERY);
    undo(() => clearInterval(probing));
  });

  it('loses no request while both APIs are restarted, one after the other', async () => {
    const { apis, production, proxy } = stage;
    const outcomes = await underLoad(scene, LOAD, async (meanwhile) => {
      for (const api of apis) {
        await underWay(meanwhile);
        expect(await api.running.stop()).toBe(0);
        api.running = await production.api(api.port);
      }
    });
    const { lost, total } = outcomes;
    const errors = lost.length > 0 ? proxy.errors.slice(0, 20) : [];
    expect({ lost, errors }).toEqual({ lost: [], errors: [] });
    const sent = outcomes.of('POST /v1/posts 201');
    expect(sent).toBeGreaterThan(100);
    // And none was done twice.
    const client = new pg.Client({ connectionString: production.database.url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from post where title = $1',
      [TITLE_OF_LOAD],
    );
    await client.end();
    expect(rows[0]?.n).toBe(sent);
    process.stdout.write(`rolling restart: ${total} requests, 0 lost\n`);
  });

  it('would see it: an API that is killed loses what was under way', async () => {
    const { lost } = await underLoad(scene, 2_000, async (meanwhile) => {
      await underWay(meanwhile);
      await stage.apis[0]!.running.stop('SIGKILL');
    });
    expect(lost.map(([what]) => what)).toContain('POST /v1/posts 503');
  });
});

/** Waits until the load has got going. */
async function underWay(outcomes: Outcomes): Promise<void> {
  const begun = outcomes.total;
  await eventually(
    () => Promise.resolve(outcomes.total),
    (total) => total > begun + 100,
  );
}
