import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** Connections of this process for requests, as they are now. */
export interface PoolFigures {
  readonly busy: number;
  readonly idle: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
}

/** Looks into the pool of connections behind the data source. */
@Injectable()
export class DatabasePool {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  figures(): PoolFigures {
    const pool: unknown = Reflect.get(this.source.driver, 'master');
    const total = numberIn(pool, 'totalCount');
    const idle = numberIn(pool, 'idleCount');
    return { busy: total - idle, idle, waiting: numberIn(pool, 'waitingCount') };
  }
}

/** 0 while there is no pool. */
function numberIn(pool: unknown, name: string): number {
  const value: unknown =
    typeof pool === 'object' && pool !== null ? Reflect.get(pool, name) : undefined;
  return typeof value === 'number' ? value : 0;
}
