import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { SignalLine, SignalSender } from '#libs/signals';

/** Topic of queues in which a job was left. */
const LEFT = 'jobs';

/** Who runs jobs. */
export interface Wakeable {
  /** A queue has got a job. */
  wake(queue: string): void;
  /** Any queue may have got one. */
  wakeAll(): void;
}

/**
 * Hurries the workers of all processes. What it tells may get lost with a process or a connection; then a job waits until
 * its queue is looked at by the clock.
 */
@Injectable()
export class JobSignals {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sender: SignalSender,
    private readonly line: SignalLine,
  ) {}

  /** A job that may run at once is left: the workers hear of it when the running transaction is committed. */
  left(queue: string): void {
    this.work.afterwards(() => this.sender.send(LEFT, [queue]));
  }

  /** Wakes somebody from now on. */
  listen(worker: Wakeable): void {
    this.line.listen({
      heard: (topic, queues) => {
        if (topic === LEFT) {
          queues.forEach((queue) => worker.wake(queue));
        }
      },
      opened: () => worker.wakeAll(),
    });
  }
}
