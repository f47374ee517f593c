import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { MediaRemoved } from '#libs/events';
import { StoryRepository } from '../story/story.repository.js';

/** A story goes with its picture. */
@Injectable()
export class RemovedPictureHandler {
  constructor(private readonly stories: StoryRepository) {}

  @InTransaction(MediaRemoved)
  drop({ data }: MediaRemoved): Promise<void> {
    return this.stories.dropOf(data.mediaId);
  }
}
