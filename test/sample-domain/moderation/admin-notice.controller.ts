import { Controller, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId, ReadBody } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import type { NoticeId } from '../notice/notice.js';
import { ModerateNoticeDto } from './admin-notice.dto.js';
import { NoticeModerationService } from './notice-moderation.service.js';

/** Notices in the hands of administrators. */
@Controller('admin/notices')
@ApiTags('Administration')
export class AdminNoticeController {
  constructor(private readonly moderation: NoticeModerationService) {}

  @Patch(':noticeId')
  @Endpoint({
    summary: 'Withhold or restore a notice',
    description: 'Goes to the audit log. What is withheld for 30 days is removed.',
    access: 'admin',
  })
  moderateNotice(
    @CurrentViewer() viewer: Viewer,
    @PathId('noticeId') noticeId: NoticeId,
    @ReadBody() act: ModerateNoticeDto,
  ): Promise<void> {
    return this.moderation.moderate(viewer, noticeId, act);
  }
}
