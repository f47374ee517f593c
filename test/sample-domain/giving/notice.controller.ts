import { Controller, Delete, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, Forbidden, OwnedBy, PathId } from '#libs/http';
import type { MaybeViewer, Viewer } from '#libs/kernel';
import type { NoticeId } from '../notice/notice.js';
import { NoticePolicy } from '../notice/notice.policy.js';
import { NoticeDto } from './notice.dto.js';
import { NoticeService } from './notice.service.js';
import { ShownNoticeReader } from './shown-notice.reader.js';

/** Single notices. */
@Controller('notices/:noticeId')
@ApiTags('Notices')
export class NoticeController {
  constructor(
    private readonly notices: NoticeService,
    private readonly reader: ShownNoticeReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read a notice', access: 'anyone', returns: NoticeDto })
  readNotice(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('noticeId') noticeId: NoticeId,
  ): Promise<NoticeDto> {
    return this.reader.read(viewer, noticeId);
  }

  @Delete()
  @OwnedBy(NoticePolicy, 'noticeId')
  @Endpoint({ summary: 'Withdraw an own notice', access: 'user', problems: [Forbidden] })
  withdrawNotice(
    @CurrentViewer() viewer: Viewer,
    @PathId('noticeId') noticeId: NoticeId,
  ): Promise<void> {
    return this.notices.withdraw(viewer, noticeId);
  }
}
