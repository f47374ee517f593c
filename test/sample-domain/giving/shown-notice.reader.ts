import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { NotFound } from '#libs/http';
import { DomainError, type MaybeViewer, type Page, type PageRequest } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import type { PostId } from '#libs/post';
import { noticeCounters } from '../counting/notice-counters.sql.js';
import type { Notice, NoticeId } from '../notice/notice.js';
import { NoticeReader } from '../notice/notice.reader.js';
import type { NoticeCountDto, NoticeDto } from './notice.dto.js';

/** Notices as they are shown, with their pictures. */
@Injectable()
export class ShownNoticeReader {
  constructor(
    private readonly reader: NoticeReader,
    private readonly media: MediaReader,
    private readonly counters: Counters,
  ) {}

  /** One notice. @throws DomainError `not-found` when the viewer may not see it */
  async read(viewer: MaybeViewer, noticeId: NoticeId): Promise<NoticeDto> {
    const notice = await this.reader.find(viewer, noticeId);
    const [shown] = notice === undefined ? [] : await this.show([notice]);
    if (shown === undefined) {
      throw new DomainError(NotFound);
    }
    return shown;
  }

  /** Notices of a post that the viewer may see, newest first. @throws DomainError `invalid-cursor` */
  async ofPost(
    viewer: MaybeViewer,
    postId: PostId,
    request: PageRequest,
  ): Promise<Page<NoticeDto>> {
    const { items, nextCursor } = await this.reader.ofPost(viewer, postId, request);
    return { items: await this.show(items), nextCursor };
  }

  /** How many active people have noticed a post. */
  async count(postId: PostId): Promise<NoticeCountDto> {
    const counts = await this.counters.read(noticeCounters, [postId]);
    return { noticeCount: counts.get(postId)?.notice_count ?? 0 };
  }

  private async show(notices: readonly Notice[]): Promise<NoticeDto[]> {
    const ids = notices.flatMap(({ mediaId }) => (mediaId === null ? [] : [mediaId]));
    const images = await this.media.images(ids);
    return notices.map(({ mediaId, ...notice }) => ({
      ...notice,
      image: (mediaId === null ? undefined : images.get(mediaId)) ?? null,
    }));
  }
}
