import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { BlockAdded, BlockRemoved } from '#libs/events';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { FollowEdgesService } from '../following/follow-edges.service.js';
import { BlockRepository } from '../pair/block.repository.js';
import { PairRepository } from '../pair/pair.repository.js';
import { CannotBlockSelf } from '../pair/social-graph.errors.js';
import type { Standing } from '../pair/standing.js';

/** Hiding two people from each other. */
@Injectable()
export class BlockService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pairs: PairRepository,
    private readonly blocks: BlockRepository,
    private readonly edges: FollowEdgesService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Blocks a person, also one who blocks the viewer, and ends follows and requests both ways. Repeating it changes
   * nothing.
   *
   * @throws DomainError `cannot-block-self`; `not-found` for nobody and for inactive people
   */
  async block(viewer: Viewer, userId: UserId): Promise<void> {
    refuseSelf(viewer, userId);
    await this.work.run(async () => {
      const standing = await this.pairs.hold(viewer.userId, userId);
      if (!standing.active) {
        throw new DomainError(NotFound);
      }
      if (await this.blocks.addBlock(viewer.userId, userId)) {
        await this.endFollows(viewer.userId, userId, standing);
        await this.events.publish(new BlockAdded({ blockerId: viewer.userId, blockedId: userId }));
      }
    });
  }

  /**
   * Ends a block, also of somebody who can't be seen any more. Repeating it changes nothing.
   *
   * @throws DomainError `cannot-block-self`
   */
  async unblock(viewer: Viewer, userId: UserId): Promise<void> {
    refuseSelf(viewer, userId);
    await this.work.run(async () => {
      await this.pairs.lock(viewer.userId, userId);
      if (await this.blocks.removeBlock(viewer.userId, userId)) {
        await this.events.publish(
          new BlockRemoved({ blockerId: viewer.userId, blockedId: userId }),
        );
      }
    });
  }

  /** Ends what there is of follows and requests between two people, who are locked. */
  private async endFollows(me: UserId, them: UserId, standing: Standing): Promise<void> {
    if (standing.following || standing.requested) {
      await this.edges.withdraw(me, them);
    }
    if (standing.followedBy || standing.askedBy) {
      await this.edges.withdraw(them, me);
    }
  }
}

function refuseSelf(viewer: Viewer, userId: UserId): void {
  if (viewer.userId === userId) {
    throw new DomainError(CannotBlockSelf);
  }
}
