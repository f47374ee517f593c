// Computes who is followed together with whom, of everybody, and ranks what trends; says in JSON what it took.
import { performance } from 'node:perf_hooks';
import { NestFactory } from '@nestjs/core';
import { ObservedWorkerModule } from '../../../dist/apps/worker/src/worker.module.js';
import { DatabaseAddress, UnitOfWork } from '../../../dist/libs/database/src/index.js';
import { NeighbourIntakeRepository } from '../../../dist/libs/discovery/src/neighbours/neighbour-intake.repository.js';
import { NeighboursService } from '../../../dist/libs/discovery/src/neighbours/neighbours.service.js';
import { JobsMode } from '../../../dist/libs/jobs/src/index.js';
import { TrendsJobs } from '../../../dist/libs/post/src/trending/trends.jobs.js';
import { openDatabase, runProgram } from '../../../dist/libs/runtime/src/index.js';

await runProgram(
  async ({ settings, log, shutdown, state, abort }) => {
    const database = await openDatabase({ settings, log, abort }, false);
    shutdown.onStop('the database', () => database.close(), { last: true });
    const program = await NestFactory.createApplicationContext(
      ObservedWorkerModule.forRoot({
        settings,
        state,
        database: new DatabaseAddress(database.url, settings.databasePoolSize),
        jobs: new JobsMode(false),
      }),
      { logger: false, abortOnError: false },
    );
    shutdown.onStop('the program', () => program.close());
    const [work, intake, service, trends] = [
      UnitOfWork,
      NeighbourIntakeRepository,
      NeighboursService,
      TrendsJobs,
    ].map((token) => program.get(token, { strict: false }));
    await trends.rank();
    await work.run(() => intake.meet());
    const begun = performance.now();
    for (const step of ['addUp', 'count', 'compute']) {
      while (await service[step]()) {
        // The next part.
      }
    }
    const { user, system } = process.cpuUsage();
    const took = {
      seconds: (performance.now() - begun) / 1_000,
      cpuSeconds: (user + system) / 1e6,
      memory: process.resourceUsage().maxRSS / 1_024,
    };
    process.stdout.write(`${JSON.stringify(took)}\n`);
  },
  { once: true, logLevel: 'warn' },
);
