import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { assertVersion, orNotFound } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { MediaService } from '#libs/media';
import { TooManyStories } from '../story/story.errors.js';
import { StoryRemoved, StoryShared } from '../story/story.events.js';
import { STORIES_PER_PERSON, type StoryDraft, type StoryId } from '../story/story.js';
import { StoryRepository } from '../story/story.repository.js';

/** Shares stories for a day, and deletes them before. */
@Injectable()
export class SharingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly stories: StoryRepository,
    private readonly media: MediaService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Shares a picture for a day. It is never for everyone at a lasting address: a story ends, and so do its addresses.
   *
   * @throws DomainError `too-many-stories`, `media-not-usable`, `token-revoked`
   */
  share({ userId: authorId }: Viewer, draft: StoryDraft): Promise<StoryId> {
    return this.work.run(async () => {
      if ((await this.stories.count(authorId)) >= STORIES_PER_PERSON) {
        throw new DomainError(TooManyStories);
      }
      const { id, expiresAt } = await this.stories.insert(authorId, draft);
      const story = { type: 'story', id, until: expiresAt };
      await this.media.claim(authorId, [draft.mediaId], story, false);
      await this.events.publish(new StoryShared({ storyId: id, authorId }));
      return id;
    });
  }

  /**
   * Deletes an own story: it disappears for everyone, its addresses die, and administrators can restore it within its
   * day.
   *
   * @param expected the version that the author has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `precondition-failed`
   */
  remove(
    { userId: authorId }: Viewer,
    storyId: StoryId,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      const story = orNotFound(await this.stories.take(storyId));
      const isOwn = story.authorId === authorId && story.isActive;
      assertVersion(expected, orNotFound(isOwn ? story : undefined).version);
      await this.stories.setActive(storyId, false);
      await this.media.withdraw('story', [storyId]);
      await this.events.publish(new StoryRemoved({ storyId, authorId }));
    });
  }
}
