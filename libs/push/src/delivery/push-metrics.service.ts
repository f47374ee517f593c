import { Injectable } from '@nestjs/common';
import { Counter, register } from 'prom-client';
import { PUSH_RESULTS, type PushResult } from './push-message.js';

const NAME = 'pushes_total';

/** How pushes do, for the operator. */
@Injectable()
export class PushMetricsService {
  private readonly results = counter();

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

/** Several programs of one process share it. */
function counter(): Counter<'result'> {
  const known: unknown = register.getSingleMetric(NAME);
  return known instanceof Counter
    ? known
    : new Counter({ name: NAME, help: 'Pushes, by how they ended.', labelNames: ['result'] });
}
