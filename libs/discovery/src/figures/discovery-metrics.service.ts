import { Injectable } from '@nestjs/common';
import { Counter, Gauge, register } from 'prom-client';
import { REASON_KINDS, type ReasonKind } from '../reason/reason.js';

const COMPUTED = 'discovery_neighbours_computed_timestamp_seconds';
const DUE = 'discovery_neighbours_due';
const SUGGESTED = 'discovery_suggestions_total';

/** How discovery does, for the operator. */
@Injectable()
export class DiscoveryMetricsService {
  private readonly computedAt = metric(
    COMPUTED,
    Gauge,
    () =>
      new Gauge({
        name: COMPUTED,
        help: 'When this process last computed who is followed together with whom.',
      }),
  );
  private readonly due = metric(
    DUE,
    Gauge,
    () => new Gauge({ name: DUE, help: 'People whose neighbours were still to be computed then.' }),
  );
  private readonly suggested = metric(
    SUGGESTED,
    Counter<'reason'>,
    () =>
      new Counter({
        name: SUGGESTED,
        help: 'People and posts that were suggested, by the reason given.',
        labelNames: ['reason'],
      }),
  );

  /** Shown from the start: a rate needs a value before the first. */
  constructor() {
    for (const reason of REASON_KINDS) {
      this.suggested.inc({ reason }, 0);
    }
  }

  /** A run of the computation has ended. @param due people who are left for the next one */
  computed(due: number): void {
    this.computedAt.set(Date.now() / 1000);
    this.due.set(due);
  }

  /** Somebody was given suggestions for these reasons. */
  gave(reasons: readonly ReasonKind[]): void {
    for (const reason of reasons) {
      this.suggested.inc({ reason });
    }
  }
}

/** The metric of a name; several programs of one process share it. */
function metric<Kind extends object>(
  name: string,
  kind: abstract new (...args: never[]) => Kind,
  make: () => Kind,
): Kind {
  const known: unknown = register.getSingleMetric(name);
  return known instanceof kind ? known : make();
}
