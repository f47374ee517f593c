import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry } from '#libs/media';
import { NoticeReader } from '../notice/notice.reader.js';

/** The picture of a notice is for those who may see the notice. */
@Injectable()
export class NoticeMediaPolicy extends MediaAudience implements OnModuleInit {
  override readonly type = 'notice';

  constructor(
    private readonly reader: NoticeReader,
    private readonly audiences: MediaAudienceRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.audiences.register(this);
  }

  override canSee(viewer: MaybeViewer, noticeIds: readonly Id[]): Promise<ReadonlySet<Id>> {
    return this.reader.visible(viewer, noticeIds);
  }
}
