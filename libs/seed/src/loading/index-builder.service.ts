import { totalmem } from 'node:os';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { DatabaseAddress } from '#libs/database';
import type { Progress } from '../rows/progress.js';
import { SEEDED_TABLES } from './seeded-tables.js';
import { TableUpkeepRepository } from './table-upkeep.repository.js';
import { UnfinishedRepository } from './unfinished.repository.js';

/** Indexes that are made at the same time: each is the work of one processor. */
const AT_ONCE = 2;
const MEGABYTE = 2 ** 20;

/** Makes the indexes that a load has noted. */
@Injectable()
export class IndexBuilderService {
  constructor(private readonly address: DatabaseAddress) {}

  /** Makes what is left to be made, and the statistics of all tables. May be interrupted and begun again. */
  async finish(progress: Progress, opened: (client: pg.Client) => void): Promise<void> {
    const clients = await Promise.all(Array.from({ length: AT_ONCE }, () => this.connect(opened)));
    const [first] = clients;
    if (first === undefined) {
      return;
    }
    try {
      const wanted = await new UnfinishedRepository(first).list();
      progress.begin('Making indexes', wanted.length);
      await this.makeAll(clients, wanted.values(), progress);
      progress.begin('Counting rows for the planner', SEEDED_TABLES.length);
      const upkeep = new TableUpkeepRepository(first);
      for (const [index, table] of SEEDED_TABLES.entries()) {
        await upkeep.tidy(table);
        progress.reach(index + 1);
      }
      await new UnfinishedRepository(first).forget();
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  }

  /** A connection of its own: statements of a seed take longer than those of requests may. */
  async connect(opened: (client: pg.Client) => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.address.url,
      application_name: 'maru-seed',
      keepAlive: true,
    });
    // A connection that breaks fails the statement that runs; there is nothing more to tell.
    client.on('error', () => undefined);
    await client.connect();
    opened(client);
    return client;
  }

  private async makeAll(
    clients: readonly pg.Client[],
    left: IterableIterator<Parameters<UnfinishedRepository['make']>[0]>,
    progress: Progress,
  ): Promise<void> {
    let made = 0;
    const work = async (client: pg.Client): Promise<void> => {
      for (const definition of left) {
        await new UnfinishedRepository(client).make(definition, memoryFor(AT_ONCE));
        made += 1;
        progress.reach(made);
      }
    };
    await Promise.all(clients.map(work));
  }
}

/** Memory for each of so many sorts, as PostgreSQL writes it: a sixteenth of the machine together. */
export function memoryFor(sorts: number): string {
  const megabytes = Math.floor(totalmem() / 16 / sorts / MEGABYTE);
  return `${String(Math.min(1_024, Math.max(64, megabytes)))}MB`;
}
