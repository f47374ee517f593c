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
      const { active } = await this.pairs.hold(viewer.userId, userId);
      if (!active) {
        throw new DomainError(NotFound);
      }
      const withdrawn = await this.blocks.addBlock(viewer.userId, userId);
      if (withdrawn !== undefined) {
        await this.edges.tell(withdrawn);
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
}

function refuseSelf(viewer: Viewer, userId: UserId): void {
  if (viewer.userId === userId) {
    throw new DomainError(CannotBlockSelf);
  }
}
