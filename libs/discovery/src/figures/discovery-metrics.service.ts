import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { metric } from '#libs/instrumentation';
import { REASON_KINDS, type ReasonKind } from '../reason/reason.js';

/** How discovery does, for the operator. */
@Injectable()
export class DiscoveryMetricsService {
  private readonly computedAt = metric(Gauge, {
    name: 'discovery_neighbours_computed_timestamp_seconds',
    help: 'When this process last computed who is followed together with whom.',
  });
  private readonly due = metric(Gauge, {
    name: 'discovery_neighbours_due',
    help: 'People whose neighbours were still to be computed then.',
  });
  private readonly postsComputedAt = metric(Gauge, {
    name: 'discovery_post_neighbours_computed_timestamp_seconds',
    help: 'When this process last computed which posts are alike.',
  });
  private readonly postsDue = metric(Gauge, {
    name: 'discovery_post_neighbours_due',
    help: 'Posts whose neighbours were still to be computed then.',
  });
  private readonly suggested = metric(Counter<'reason'>, {
    name: 'discovery_suggestions_total',
    help: 'People and posts that were suggested, by the reason given.',
    labelNames: ['reason'],
  });

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

  /** A run of the computation of posts has ended. @param due posts that are left for the next one */
  computedPosts(due: number): void {
    this.postsComputedAt.set(Date.now() / 1000);
    this.postsDue.set(due);
  }

  /** Somebody was given suggestions for these reasons. */
  gave(reasons: readonly ReasonKind[]): void {
    for (const reason of reasons) {
      this.suggested.inc({ reason });
    }
  }
}
