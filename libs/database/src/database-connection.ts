import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

const RETRY_AFTER_MS = 1_000;

/** Connects to the database at start, and goes on trying while it is away: the program is not ready until then. */
@Injectable()
export class DatabaseConnection implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Database');
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async onModuleInit(): Promise<void> {
    try {
      await this.source.initialize();
    } catch (error) {
      this.log.warn({ err: error }, "The database can't be reached.");
      this.tryLater();
    }
  }

  onApplicationShutdown(): void {
    this.closed = true;
    clearTimeout(this.retry);
  }

  private tryLater(): void {
    if (this.closed) {
      return;
    }
    this.retry = setTimeout(() => {
      this.source.initialize().then(
        () => this.log.log('The database is there.'),
        () => this.tryLater(),
      );
    }, RETRY_AFTER_MS);
  }
}
