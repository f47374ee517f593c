import { Injectable, Logger } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { type HealthPart, MigrationsPending } from './health-parts.js';

/** A part that does not answer within this time is away, in milliseconds. */
const PATIENCE = 2_000;
/** However often health is asked for, each part is asked once in this time, in milliseconds. */
const FRESH = 1_000;

/** Asks the parts, and logs when one of them goes or comes back. */
@Injectable()
export class HealthProbe {
  private readonly log = new Logger('Health');
  private readonly away = new Set<string>();

  constructor(private readonly indicators: HealthIndicatorService) {}

  /** `up`; or `down` for a vital part that does not work, `degraded` for another. */
  async ask({ name, vital, check }: HealthPart): Promise<HealthIndicatorResult> {
    const session = this.indicators.check(name);
    const attempt = session.attempt(() => this.watched(name, check));
    const result = await attempt.withTimeout(PATIENCE).cacheFor(FRESH);
    const part = result[name];
    if (part?.status !== 'down' || vital) {
      return result;
    }
    const { status: _, ...data } = part;
    return session.degraded(data);
  }

  private async watched(name: string, check: () => Promise<void>): Promise<void> {
    try {
      await check();
      if (this.away.delete(name)) {
        this.log.log(`${name} works again.`);
      }
    } catch (error) {
      if (!this.away.has(name)) {
        this.away.add(name);
        this.log.warn({ err: error }, `${name} does not work.`);
      }
      // The cause may name hosts and paths: it stays in the log.
      throw error instanceof MigrationsPending ? error : new Error('does not work');
    }
  }
}
