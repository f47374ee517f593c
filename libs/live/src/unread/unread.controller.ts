import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Answer, CurrentViewer, Endpoint, resource } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { UnreadDto } from './unread.dto.js';
import { UnreadService } from './unread.service.js';

/** The badges. */
@ApiTags('Stream')
@Controller('me/unread')
export class UnreadController {
  constructor(private readonly unread: UnreadService) {}

  @Get()
  @Endpoint({
    summary: 'Count what I have not read',
    description: 'All badges in one call. A stream tells them too.',
    access: 'user',
    returns: UnreadDto,
  })
  async countUnread(@CurrentViewer() viewer: Viewer): Promise<Answer<UnreadDto>> {
    return resource(await this.unread.of(viewer.userId), 1);
  }
}
