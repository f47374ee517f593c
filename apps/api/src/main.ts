import { onPort } from '#libs/config';
import { DatabaseAddress } from '#libs/database';
import { DemoCommunity } from '#libs/demo';
import { JobsMode } from '#libs/jobs';
import { StreamHub } from '#libs/live';
import {
  closePort,
  migrate,
  openDatabase,
  type Program,
  reservePort,
  runProgram,
} from '#libs/runtime';
import { banner } from './banner.js';
import { createApi } from './create-api.js';
import { ensureAdministrator } from './ensure-administrator.js';

await runProgram(async ({ settings: given, log, shutdown, state, abort }: Program) => {
  const reserved = given.port === 0 ? await reservePort(given.host) : undefined;
  const settings = reserved === undefined ? given : onPort(given, reserved.port);
  const migrates = settings.migrate === 'auto';
  const database = await openDatabase({ settings, log, abort }, migrates);
  shutdown.onStop('the database', () => database.close(), { last: true });
  if (migrates) {
    const done = await migrate(database.url);
    if (done.length > 0) {
      log.info(`Migrations run: ${String(done.length)}.`);
    }
  }
  const api = await createApi(
    {
      settings,
      state,
      database: new DatabaseAddress(database.url, settings.databasePoolSize),
      jobs: new JobsMode(settings.worker === 'inline'),
    },
    log,
  );
  shutdown.onStop('the API', () => api.close());
  await api.init();
  await ensureAdministrator(api, settings);
  const logins = settings.demoData ? await api.get(DemoCommunity).plant() : [];
  shutdown.onStop('the port', () => closePort(api.getHttpServer()));
  // Registered after the port, so that it runs before: the port waits for streams as for every answer.
  const streams = api.get(StreamHub, { strict: false });
  shutdown.onAnnounce(() => void streams.stop());
  shutdown.onStop('the streams', () => streams.stop());
  const server = api.getHttpAdapter().getInstance();
  await reserved?.letGo();
  // Not through Nest, which logs a failure that is told in one line anyway.
  const address = await server.listen({ port: settings.port, host: settings.host });
  log.info(`The API listens on ${address}.`);
  if (!settings.isProduction) {
    process.stdout.write(banner(settings.publicUrl, logins));
  }
});
