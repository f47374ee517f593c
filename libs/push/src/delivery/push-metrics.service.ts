import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { metric } from '#libs/instrumentation';
import { PUSH_RESULTS, type PushResult } from './push-message.js';

/** How pushes do, for the operator. */
@Injectable()
export class PushMetricsService {
  private readonly results = metric(Counter<'result'>, {
    name: 'pushes_total',
    help: 'Pushes, by how they ended.',
    labelNames: ['result'],
  });

  /** Shown from the start: a rate needs a value before the first. */
  constructor() {
    for (const result of PUSH_RESULTS) {
      this.results.inc({ result }, 0);
    }
  }

  count(result: PushResult): void {
    this.results.inc({ result });
  }
}
