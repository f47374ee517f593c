import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainError, type Viewer } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { NotPinnable, TooManyPins } from './pin.errors.js';
import { PINNED_POSTS } from './pin.js';
import { PinRepository } from './pin.repository.js';

/** Pins posts. */
@Injectable()
export class PinService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pins: PinRepository,
  ) {}

  /**
   * Pins these posts, in this order, instead of those that are pinned.
   *
   * @throws DomainError `too-many-pins`; `not-pinnable` for drafts, deleted posts and those of others
   */
  async pin({ userId }: Viewer, ids: readonly PostId[]): Promise<void> {
    if (ids.length > PINNED_POSTS) {
      throw new DomainError(TooManyPins);
    }
    await this.work.run(async () => {
      if (!(await this.pins.arePinnable(userId, ids))) {
        throw new DomainError(NotPinnable);
      }
      await this.pins.replace(userId, ids);
    });
  }
}
