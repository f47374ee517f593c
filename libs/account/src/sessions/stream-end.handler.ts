import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { SessionEnded, UserDeactivated } from '#libs/events';
import { LiveSignals } from '#libs/live';

/** Ends streams with the right to them. It only hurries: a stream reads nothing once its session has ended. */
@Injectable()
export class StreamEndHandler {
  constructor(private readonly signals: LiveSignals) {}

  @InTransaction(SessionEnded)
  sessionEnded({ data }: SessionEnded): Promise<void> {
    this.signals.end(data.userId);
    return Promise.resolve();
  }

  @InTransaction(UserDeactivated)
  deactivated({ data }: UserDeactivated): Promise<void> {
    this.signals.end(data.userId);
    return Promise.resolve();
  }
}
