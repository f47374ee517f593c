import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import {
  FollowAdded,
  FollowRemoved,
  FollowRequestAccepted,
  FollowRequested,
  FollowRequestRemoved,
} from '#libs/events';
import { IntakeRepository } from './intake.repository.js';
import type { IntakeKind } from './notification-intake.entity.js';

/** Notes that somebody follows or asked to, or does no more. */
@Injectable()
export class EdgesHandler {
  constructor(private readonly intake: IntakeRepository) {}

  @InTransaction(FollowAdded)
  followed({ data }: FollowAdded): Promise<void> {
    return this.leave('follow', data);
  }

  @InTransaction(FollowRemoved)
  unfollowed({ data }: FollowRemoved): Promise<void> {
    return this.leave('follow', data);
  }

  @InTransaction(FollowRequested)
  requested({ data }: FollowRequested): Promise<void> {
    return this.leave('follow-request', data);
  }

  /** The request is gone; that the follower is accepted is told with the follow. */
  @InTransaction(FollowRequestAccepted)
  accepted({ data }: FollowRequestAccepted): Promise<void> {
    return this.leave('follow-request', data);
  }

  @InTransaction(FollowRequestRemoved)
  requestRemoved({ data }: FollowRequestRemoved): Promise<void> {
    return this.leave('follow-request', data);
  }

  private leave(kind: IntakeKind, { followerId, followeeId }: FollowAdded['data']): Promise<void> {
    const nothing = { postId: null, commentId: null };
    return this.intake.leave({ ...nothing, kind, actorId: followerId, userId: followeeId });
  }
}
