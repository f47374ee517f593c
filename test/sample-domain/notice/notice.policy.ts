import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound, type OwnershipPolicy } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import type { NoticeId } from './notice.js';
import { NoticeReader } from './notice.reader.js';

/** Who may change which notices. */
@Injectable()
export class NoticePolicy implements OwnershipPolicy {
  constructor(private readonly reader: NoticeReader) {}

  /**
   * An own notice is one's own whatever has become of its post.
   *
   * @throws DomainError `not-found`; `forbidden` for what the viewer may see but didn't give
   */
  async assertOwner(viewer: Viewer, noticeId: NoticeId): Promise<void> {
    const visible = await this.reader.visible(viewer, [noticeId]);
    if (!visible.has(noticeId)) {
      throw new DomainError(NotFound);
    }
    if ((await this.reader.authorOf(noticeId)) !== viewer.userId) {
      throw new DomainError(Forbidden);
    }
  }
}
