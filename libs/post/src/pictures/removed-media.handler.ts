import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { MediaRemoved } from '#libs/events';
import { PostImageRepository } from './post-image.repository.js';

/** A deleted medium leaves its post. */
@Injectable()
export class RemovedMediaHandler {
  constructor(private readonly images: PostImageRepository) {}

  @InTransaction(MediaRemoved)
  detach({ data }: MediaRemoved): Promise<void> {
    return this.images.remove(data.mediaId);
  }
}
