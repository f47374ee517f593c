import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Answer, CurrentViewer, Endpoint, IfMatch, ReadBody, resource } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { ChatSettingsChangeDto, ChatSettingsDto } from './chat-settings.dto.js';
import { ChatSettingsReader } from './chat-settings.reader.js';
import { ChatSettingsService } from './chat-settings.service.js';

/** Who may write to me, and what partners see. */
@ApiTags('Chat')
@Controller('me/chat-settings')
export class ChatSettingsController {
  constructor(
    private readonly reader: ChatSettingsReader,
    private readonly settings: ChatSettingsService,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read my chat settings', access: 'user', returns: ChatSettingsDto })
  async getChatSettings(@CurrentViewer() viewer: Viewer): Promise<Answer<ChatSettingsDto>> {
    const { settings, version } = await this.reader.of(viewer.userId);
    return resource(settings, version);
  }

  @Patch()
  @Endpoint({ summary: 'Change my chat settings', access: 'user', returns: ChatSettingsDto })
  async editChatSettings(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() change: ChatSettingsChangeDto,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<ChatSettingsDto>> {
    await this.settings.change(viewer, change, expected);
    return this.getChatSettings(viewer);
  }
}
