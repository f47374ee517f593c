import { eventually } from '#libs/testing';
import { publishes, uploads } from '../../e2e/support/acts.js';
import { ok, type Person, person } from '../../e2e/support/people.js';
import { afterwards } from '../support/afterwards.js';
import { type DebianPostgres, debianPostgres } from '../support/debian-postgres.js';
import { freePort } from '../support/free-port.js';
import { Production } from '../support/production.js';
import type { Running } from '../support/running.js';
import { whenInstalled } from '../support/when-installed.js';
import { type Way, wayTo } from './black-hole.js';
import { health } from './health.js';

whenInstalled(['pg_ctl'], (pgCtl) => {
  const undo = afterwards();
  const programs: { name: string; port: number; running: Running }[] = [];
  let postgres: DebianPostgres;
  let way: Way;
  let url: string;
  let member: Person;

  beforeAll(async () => {
    postgres = await debianPostgres(pgCtl);
    undo(() => postgres.stop());
    const direct = new URL(await postgres.database('maru'));
    way = await wayTo(Number(direct.port));
    undo(() => way.close());
    direct.port = String(way.port);
    const production = await Production.prepare(
      { SHUTDOWN_DELAY: '0', RATE_LIMIT: 'off' },
      { url: direct.href, drop: () => Promise.resolve() },
    );
    undo(() => production.remove());
    const [api, worker] = [await freePort(), await freePort()];
    programs.push(
      { name: 'api', port: api, running: await production.api(api) },
      { name: 'worker', port: worker, running: await production.worker(worker) },
    );
    url = `http://127.0.0.1:${api}`;
    member = await person('member', {}, { url });
  });

  /** Waits until both programs answer with this status. */
  async function bothAre(code: number): Promise<void> {
    await Promise.all(
      programs.map(({ port }) =>
        eventually(
          () => health(port),
          (now) => now.code === code,
        ),
      ),
    );
  }

  const outages: [string, { begin: () => Promise<void>; end: () => Promise<void> }][] = [
    ['crashes', { begin: () => postgres.crash(), end: () => postgres.start() }],
    [
      'is behind a network that swallows everything',
      {
        begin: () => {
          way.swallow();
          return Promise.resolve();
        },
        end: () => {
          way.carry();
          return Promise.resolve();
        },
      },
    ],
  ];

  it.each(outages)(
    'a database that %s takes the programs out of service, until it is back',
    async (_how, { begin, end }) => {
      await bothAre(200);
      await begin();
      await bothAre(503);
      for (const { port } of programs) {
        expect(await health(port)).toMatchObject({
          status: 'error',
          details: { database: { status: 'down' } },
        });
        expect(await health(port, 'live')).toMatchObject({ code: 200 });
      }
      const refused = await fetch(`${url}/v1/posts`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([
        503,
        expect.stringMatching(/^\d+$/),
      ]);
      expect(await refused.json()).toMatchObject({ code: 'unavailable' });

      await end();
      await bothAre(200);
      // The very same processes, and both of them work.
      expect(programs.filter(({ running }) => !running.isAlive)).toEqual([]);
      await publishes(member, { body: 'Back.' });
      const { id } = await uploads(member);
      const params = { path: { mediaId: id } };
      await eventually(
        async () => ok(await member.api.GET('/v1/media/{mediaId}', { params })),
        ({ status }) => status === 'ready',
      );
    },
  );
});
