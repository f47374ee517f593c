import { Injectable } from '@nestjs/common';
import type { Reconciliation } from './reconciliation.js';

/** What `maru reconcile` compares beside the counters, across the libs that are loaded. */
@Injectable()
export class Reconciliations {
  private readonly bySubject = new Map<string, Reconciliation>();

  /** Called by each lib when its module starts. @throws Error when the subject is taken */
  register(part: Reconciliation): void {
    if (this.bySubject.has(part.subject)) {
      throw new Error(`Two libs reconcile "${part.subject}".`);
    }
    this.bySubject.set(part.subject, part);
  }

  get parts(): readonly Reconciliation[] {
    return [...this.bySubject.values()];
  }
}
