import { AdminAccounts } from '#libs/user';
import { DemoCommunity, type DemoLogin } from '#libs/demo';
import {
  DatabaseAddress,
  JobsMode,
  listen,
  loadSettings,
  migrate,
  openDatabase,
  openLog,
  type Program,
  readEnvironmentFile,
  runService,
  type Settings,
} from '#libs/platform';
import { ApiModule } from './api.module.js';
import { createApi } from './create-api.js';

await runService(async (program: Program) => {
  readEnvironmentFile();
  const settings = loadSettings(process.env);
  const log = await openLog(settings);
  const database = await openDatabase(settings, (line) => log.info(line));
  program.onStop(() => database.release());
  if (settings.migrate === 'auto') {
    const done = await migrate(database.url);
    if (done.length > 0) {
      log.info(`Migrations run: ${done.length}`);
    }
  }
  const module = ApiModule.forRoot({
    settings,
    log,
    lifecycle: program.lifecycle,
    database: new DatabaseAddress(database.url, settings.databasePoolSize),
    jobs: new JobsMode(settings.worker === 'inline'),
  });
  const api = await createApi(module, settings);
  program.onStop(() => api.close());
  program.onStop(() => drained(settings));
  await api.init();
  if (settings.adminEmail !== undefined && settings.adminPassword !== undefined) {
    await api.get(AdminAccounts).ensure(settings.adminEmail, settings.adminPassword);
  }
  const logins = settings.demoData ? await api.get(DemoCommunity).plant() : undefined;
  await listen(api, settings);
  if (!settings.isProduction) {
    process.stdout.write(banner(settings, logins));
  }
});

/** Time for load balancers to see that this process is no longer ready. */
function drained({ shutdownDelay }: Settings): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, shutdownDelay * 1_000));
}

function banner({ publicUrl }: Settings, logins: readonly DemoLogin[] | undefined): string {
  const people = (logins ?? []).map(
    ({ email, password }) => `  log in as  ${email}  ${password}\n`,
  );
  return `\n  Maru       ${publicUrl}/v1\n  docs       ${publicUrl}/docs\n${people.join('')}\n`;
}
