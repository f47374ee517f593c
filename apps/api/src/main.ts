import { DemoCommunity } from '#libs/demo';
import {
  closePort,
  DatabaseAddress,
  JobsMode,
  migrate,
  openDatabase,
  type Program,
  runProgram,
} from '#libs/platform';
import { banner } from './banner.js';
import { createApi } from './create-api.js';
import { ensureAdministrator } from './ensure-administrator.js';

await runProgram(async ({ settings, log, shutdown, state }: Program) => {
  const migrates = settings.migrate === 'auto';
  const database = await openDatabase(settings, log, migrates);
  shutdown.onStop('the database', () => database.close(), { last: true });
  if (migrates) {
    const done = await migrate(database.url);
    if (done.length > 0) {
      log.info(`Migrations run: ${String(done.length)}.`);
    }
  }
  const api = await createApi({
    settings,
    log,
    state,
    database: new DatabaseAddress(database.url, settings.databasePoolSize),
    jobs: new JobsMode(settings.worker === 'inline'),
  });
  shutdown.onStop('the API', () => api.close());
  await api.init();
  await ensureAdministrator(api, settings);
  const logins = settings.demoData ? await api.get(DemoCommunity).plant() : undefined;
  shutdown.onStop('the port', () => closePort(api.getHttpServer()));
  await api.listen(settings.port, settings.host);
  log.info(`The API listens on ${await api.getUrl()}.`);
  if (!settings.isProduction) {
    process.stdout.write(banner(settings.publicUrl, logins));
  }
});
