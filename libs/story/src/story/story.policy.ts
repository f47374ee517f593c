import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound, type OwnershipPolicy } from '#libs/http';
import { DomainError, type MaybeViewer, type Viewer } from '#libs/kernel';
import type { StoryId } from './story.js';
import { StoryReader } from './story.reader.js';

/** Who may see and delete which stories. */
@Injectable()
export class StoryPolicy implements OwnershipPolicy {
  constructor(private readonly reader: StoryReader) {}

  /** @throws DomainError `not-found` when the viewer may not see the story, or its day is over */
  async assertVisible(viewer: MaybeViewer, storyId: StoryId): Promise<void> {
    if (!(await this.reader.visible(viewer, [storyId])).has(storyId)) {
      throw new DomainError(NotFound);
    }
  }

  /** @throws DomainError `not-found`; `forbidden` for what the viewer may see but didn't share */
  async assertOwner(viewer: Viewer, storyId: StoryId): Promise<void> {
    await this.assertVisible(viewer, storyId);
    if ((await this.reader.authorOf(storyId)) !== viewer.userId) {
      throw new DomainError(Forbidden);
    }
  }
}
