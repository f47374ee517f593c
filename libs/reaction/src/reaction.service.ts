import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import type { Id, Viewer } from '#libs/kernel';
import { ReactionReader } from './reaction.reader.js';
import { ReactionRepository } from './reaction.repository.js';
import type { ReactionKind } from './reaction-kind.sql.js';

/** Reacts to things. Doing it twice changes nothing the second time. */
@Injectable()
export class ReactionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly counters: Counters,
    private readonly repository: ReactionRepository,
    private readonly reader: ReactionReader,
  ) {}

  /**
   * Likes a thing, or bookmarks it: what the kind says.
   *
   * @returns how many people do so now
   * @throws DomainError `not-found` when the thing can't be seen, `token-revoked`, and the refusal of the kind
   */
  react<Of extends string>(
    kind: ReactionKind<Of>,
    { userId }: Viewer,
    targetId: Id<Of>,
  ): Promise<number> {
    return this.work.run(async () => {
      if (await this.repository.add(kind, targetId, userId)) {
        await this.events.publish(kind.added(targetId, userId));
      }
      return this.count(kind, targetId);
    });
  }

  /**
   * Takes the reaction back, whatever has become of the thing.
   *
   * @returns how many people react so now; `null` when the thing can't be seen
   */
  takeBack<Of extends string>(
    kind: ReactionKind<Of>,
    viewer: Viewer,
    targetId: Id<Of>,
  ): Promise<number | null> {
    const { userId } = viewer;
    return this.work.run(async () => {
      if (await this.repository.remove(kind, targetId, userId)) {
        await this.events.publish(kind.removed(targetId, userId));
      }
      const seen = await this.reader.isSeen(kind, viewer, targetId);
      return seen ? this.count(kind, targetId) : null;
    });
  }

  private async count({ counters }: ReactionKind, targetId: Id): Promise<number> {
    const counts = (await this.counters.read(counters, [targetId])).get(targetId);
    return counters.columns.reduce((sum, column) => sum + (counts?.[column] ?? 0), 0);
  }
}
