import { Injectable } from '@nestjs/common';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import { BlockAdded, BlockRemoved, UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { LiveSignals } from '#libs/live';
import { ConcernedReader } from './concerned.reader.js';

/** Has unread numbers sent anew that change without an act: what people were told of is hidden, or shows again. */
@Injectable()
export class BadgeHandler {
  constructor(
    private readonly concerned: ConcernedReader,
    private readonly signals: LiveSignals,
  ) {}

  @InTransaction(BlockAdded)
  blocked({ data }: BlockAdded): Promise<void> {
    return this.between(data);
  }

  @InTransaction(BlockRemoved)
  unblocked({ data }: BlockRemoved): Promise<void> {
    return this.between(data);
  }

  @AfterCommit(UserDeactivated, { name: 'notification.hide-after-deactivation' })
  deactivated({ data }: UserDeactivated): Promise<void> {
    return this.around(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'notification.show-after-reactivation' })
  reactivated({ data }: UserReactivated): Promise<void> {
    return this.around(data.userId);
  }

  private between({ blockerId, blockedId }: BlockAdded['data']): Promise<void> {
    this.signals.unread([blockerId, blockedId]);
    return Promise.resolve();
  }

  private async around(userId: UserId): Promise<void> {
    this.signals.unread(await this.concerned.by(userId));
  }
}
