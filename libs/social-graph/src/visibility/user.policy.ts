import { Injectable } from '@nestjs/common';
import { NotFound } from '#libs/http';
import { DomainError, type MaybeViewer, type UserId } from '#libs/kernel';
import { PersonVisibilityReader } from './person-visibility.reader.js';

/** Who may see whom. */
@Injectable()
export class UserPolicy {
  constructor(private readonly reader: PersonVisibilityReader) {}

  /** Those of the given people whose card the viewer may see: active ones who don't block the viewer. */
  visibleTo(viewer: MaybeViewer, ids: readonly UserId[]): Promise<Set<UserId>> {
    return this.reader.visible(viewer, ids);
  }

  /** Whether the viewer may see the card of a person. */
  async visible(viewer: MaybeViewer, userId: UserId): Promise<boolean> {
    return (await this.reader.visible(viewer, [userId])).has(userId);
  }

  /** @throws DomainError `not-found` when the viewer may not see the card of the person */
  async assertVisible(viewer: MaybeViewer, userId: UserId): Promise<void> {
    if (!(await this.visible(viewer, userId))) {
      throw new DomainError(NotFound);
    }
  }

  /**
   * For the lists of followers and following: the card is visible, nobody blocks the other, and the profile
   * is public, the viewer's own, or one that the viewer follows.
   *
   * @throws DomainError `not-found`
   */
  async assertConnectionsVisible(viewer: MaybeViewer, userId: UserId): Promise<void> {
    if (!(await this.reader.connectionsVisible(viewer, userId))) {
      throw new DomainError(NotFound);
    }
  }
}
