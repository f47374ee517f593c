import { Injectable } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { DatabasePool } from './database-pool.js';
import { FiguresReader } from './figures.reader.js';

const UP = 'db_up';
const POOL = 'db_pool_connections';
const DELTAS = 'counter_deltas_pending';

/** The gauges of {@link DatabaseFiguresService}. */
export const databaseGauges = [
  makeGaugeProvider({ name: UP, help: '1 when the database answered this scrape, else 0.' }),
  makeGaugeProvider({
    name: POOL,
    help: 'Database connections of this process: busy, idle, and requests waiting for one.',
    labelNames: ['state'],
  }),
  makeGaugeProvider({ name: DELTAS, help: 'Changes of counters that wait to be rolled up.' }),
];

/** How the database and its connections are. */
@Injectable()
export class DatabaseFiguresService {
  constructor(
    private readonly pool: DatabasePool,
    private readonly reader: FiguresReader,
    @InjectMetric(UP) private readonly up: Gauge,
    @InjectMetric(POOL) private readonly connections: Gauge<'state'>,
    @InjectMetric(DELTAS) private readonly deltas: Gauge,
  ) {}

  /** @throws when the database does not answer */
  async refresh(): Promise<void> {
    const figures = this.pool.figures();
    for (const state of ['busy', 'idle', 'waiting'] as const) {
      this.connections.set({ state }, figures[state]);
    }
    this.up.set(0);
    this.deltas.remove();
    this.deltas.set(await this.reader.counterDeltas());
    this.up.set(1);
  }
}
