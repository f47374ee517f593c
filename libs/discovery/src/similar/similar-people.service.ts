import { Injectable } from '@nestjs/common';
import type { MaybeViewer, Page, PageRequest, UserId } from '#libs/kernel';
import { type UserCard, UserReader } from '#libs/people';
import { UserPolicy } from '#libs/social-graph';
import { SimilarPeopleReader } from './similar-people.reader.js';

/** Finds people who are like a person. */
@Injectable()
export class SimilarPeopleService {
  constructor(
    private readonly policy: UserPolicy,
    private readonly similar: SimilarPeopleReader,
    private readonly people: UserReader,
  ) {}

  /**
   * Who is followed by the same people as somebody, the nearest first.
   *
   * @throws DomainError `not-found` when the viewer can't see the person; `invalid-cursor`
   */
  async of(userId: UserId, viewer: MaybeViewer, request: PageRequest): Promise<Page<UserCard>> {
    await this.policy.assertVisible(viewer, userId);
    const { items, nextCursor } = await this.similar.page(viewer, userId, request);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }
}
