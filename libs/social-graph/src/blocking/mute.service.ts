import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { LiveSignals } from '#libs/live';
import { BlockRepository } from '../pair/block.repository.js';
import { CannotMuteSelf } from '../pair/social-graph.errors.js';
import { UserPolicy } from '../visibility/user.policy.js';

/** Keeping a person out of one's own feeds and notifications. The muted person is not told. */
@Injectable()
export class MuteService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: UserPolicy,
    private readonly blocks: BlockRepository,
    private readonly signals: LiveSignals,
  ) {}

  /**
   * Mutes a person. Repeating it changes nothing.
   *
   * @throws DomainError `cannot-mute-self`, `not-found`
   */
  async mute(viewer: Viewer, userId: UserId): Promise<void> {
    refuseSelf(viewer, userId);
    await this.work.run(async () => {
      await this.people.assertVisible(viewer, userId);
      await this.blocks.addMute(viewer.userId, userId);
      this.signals.unread([viewer.userId]);
    });
  }

  /**
   * Ends a mute, also of somebody who can't be seen any more. Repeating it changes nothing.
   *
   * @throws DomainError `cannot-mute-self`
   */
  async unmute(viewer: Viewer, userId: UserId): Promise<void> {
    refuseSelf(viewer, userId);
    await this.work.run(async () => {
      await this.blocks.removeMute(viewer.userId, userId);
      this.signals.unread([viewer.userId]);
    });
  }
}

function refuseSelf(viewer: Viewer, userId: UserId): void {
  if (viewer.userId === userId) {
    throw new DomainError(CannotMuteSelf);
  }
}
