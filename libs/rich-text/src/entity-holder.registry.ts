import { Injectable } from '@nestjs/common';
import type { Id, UserId } from '#libs/kernel';

/** A lib that stores entities beside its texts. It registers itself. */
export abstract class EntityHolder {
  /**
   * Takes a person from the entities of those of the things that are the lib's, in the transaction of the caller. Their
   * words stay.
   */
  abstract forget(ids: readonly Id[], userId: UserId): Promise<void>;
}

/** Knows where entities are stored. */
@Injectable()
export class EntityHolderRegistry {
  private readonly holders: EntityHolder[] = [];

  register(holder: EntityHolder): void {
    this.holders.push(holder);
  }

  /** Takes a person from the entities of these things. */
  async forget(ids: readonly Id[], userId: UserId): Promise<void> {
    for (const holder of this.holders) {
      await holder.forget(ids, userId);
    }
  }
}
