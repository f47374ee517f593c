import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { sql, UnitOfWork } from '#libs/database';
import { TokenRevoked } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import type { StoryId } from '../story/story.js';

/** Writes who has seen which stories. */
@Injectable()
export class StoryViewRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * Notes that a person, who is held, has seen a story: once, and not of the own.
   *
   * @throws DomainError `token-revoked` when the person has just been suspended or deleted
   * @throws a violated constraint when the story goes in the same moment
   */
  async note(storyId: StoryId, userId: UserId): Promise<void> {
    if (!(await this.people.isActive(userId))) {
      throw new DomainError(TokenRevoked);
    }
    await this.work.execute(sql`
      insert into story_view (story_id, user_id)
      select s.id, ${userId}
      from story s
      where s.id = ${storyId} and s.author_id <> ${userId}
      on conflict (story_id, user_id) do nothing
    `);
  }
}
