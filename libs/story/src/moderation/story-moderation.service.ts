import { Injectable } from '@nestjs/common';
import { AuditLogService, defineAuditTarget } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { assertVersion, orNotFound } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { MediaService } from '#libs/media';
import { TooManyStories } from '../story/story.errors.js';
import { StoryRemoved, StoryShared } from '../story/story.events.js';
import { STORIES_PER_PERSON, type StoryId } from '../story/story.js';
import { StoryRepository } from '../story/story.repository.js';

const STORY = defineAuditTarget('story');

/** What an administrator does to a story, and why. */
export interface StoryModerationAct {
  readonly isActive: boolean;
  readonly reason: string;
}

/** Takes stories down and restores them for administrators. */
@Injectable()
export class StoryModerationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly stories: StoryRepository,
    private readonly media: MediaService,
    private readonly events: DomainEvents,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Takes a story down, which then is there for nobody else and at no address, or restores one, also one that its author
   * deleted, for what is left of its day. What changes nothing is no act.
   *
   * @param expected the version that the administrator has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `precondition-failed`, `too-many-stories`
   */
  moderate(
    { userId: actorId }: Viewer,
    storyId: StoryId,
    { isActive, reason }: StoryModerationAct,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      const story = orNotFound(await this.stories.take(storyId));
      assertVersion(expected, story.version);
      const { authorId } = story;
      if (isActive === story.isActive) {
        return;
      }
      if (isActive && (await this.stories.countAlone(authorId)) >= STORIES_PER_PERSON) {
        throw new DomainError(TooManyStories);
      }
      await this.stories.setActive(storyId, isActive);
      if (!isActive) {
        await this.media.withdraw('story', [storyId]);
      }
      const fact = { storyId, authorId };
      await this.events.publish(isActive ? new StoryShared(fact) : new StoryRemoved(fact));
      await this.audit.recordTurn({ actorId, target: STORY, targetId: storyId, reason }, isActive);
    });
  }
}
