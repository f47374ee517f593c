import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import type { StoryId } from '../story/story.js';
import { StoryPolicy } from '../story/story.policy.js';
import { StoryViewRepository } from './story-view.repository.js';

/** Notes who has seen which stories. */
@Injectable()
export class SeeingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly policy: StoryPolicy,
    private readonly views: StoryViewRepository,
  ) {}

  /** The viewer has seen a story. Repeating it changes nothing. @throws DomainError `not-found`, `token-revoked` */
  see(viewer: Viewer, storyId: StoryId): Promise<void> {
    return this.work.run(async () => {
      await this.policy.assertVisible(viewer, storyId);
      await this.views.note(storyId, viewer.userId);
    });
  }
}
