import { Injectable } from '@nestjs/common';
import type { MaybeViewer, Page, UserId, Viewer } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import {
  type ConnectionList,
  ConnectionReader,
  type ConnectionRequest,
} from './connection.reader.js';
import { UserReader } from './user.reader.js';
import { type UserCard } from './user-card.js';

/** Lists of people by their edges, newest edge first. */
@Injectable()
export class ConnectionService {
  constructor(
    private readonly connections: ConnectionReader,
    private readonly people: UserReader,
    private readonly policy: UserPolicy,
  ) {}

  /** One of the viewer's own lists. @throws DomainError `invalid-cursor` */
  mine(list: ConnectionList, viewer: Viewer, request: ConnectionRequest): Promise<Page<UserCard>> {
    return this.cards(list, viewer.userId, viewer, request);
  }

  /**
   * Somebody's followers, or whom somebody follows.
   *
   * @throws DomainError `not-found` when the viewer may not see the person or, of a private profile, the
   *   list; `invalid-cursor`
   */
  async of(
    list: 'followers' | 'following',
    userId: UserId,
    viewer: MaybeViewer,
    request: ConnectionRequest,
  ): Promise<Page<UserCard>> {
    await this.policy.assertConnectionsVisible(viewer, userId);
    return this.cards(list, userId, viewer, request);
  }

  private async cards(
    list: ConnectionList,
    ownerId: UserId,
    viewer: MaybeViewer,
    request: ConnectionRequest,
  ): Promise<Page<UserCard>> {
    const page = await this.connections.page(list, ownerId, viewer?.userId ?? null, request);
    return { items: await this.people.cards(viewer, page.items), nextCursor: page.nextCursor };
  }
}
