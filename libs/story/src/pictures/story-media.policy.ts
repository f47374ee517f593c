import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry } from '#libs/media';
import { StoryReader } from '../story/story.reader.js';

/** The picture of a story is for those who may see the story, which is nothing without it. */
@Injectable()
export class StoryMediaPolicy extends MediaAudience implements OnModuleInit {
  override readonly type = 'story';

  constructor(
    private readonly reader: StoryReader,
    private readonly audiences: MediaAudienceRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.audiences.register(this);
  }

  override canSee(viewer: MaybeViewer, storyIds: readonly Id[]): Promise<ReadonlySet<Id>> {
    return this.reader.visible(viewer, storyIds);
  }

  override canLose(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
