import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { MediaRemoved } from '#libs/events';
import { NoticeRepository } from '../notice/notice.repository.js';

/** A deleted picture leaves its notice. */
@Injectable()
export class RemovedPictureHandler {
  constructor(private readonly notices: NoticeRepository) {}

  @InTransaction(MediaRemoved)
  drop({ data }: MediaRemoved): Promise<void> {
    return this.notices.dropPicture(data.mediaId);
  }
}
