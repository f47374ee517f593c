import { Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import { TypingService } from './typing.service.js';

/** That I write. */
@ApiTags('Chat')
@Controller('rooms/:roomId/typing')
export class TypingController {
  constructor(private readonly typing: TypingService) {}

  @Put()
  @Endpoint({
    summary: 'Tell that I write',
    description:
      'Holds for 6 seconds: repeat it every 4. In a room in which not both may write nobody is told.',
    access: 'user',
  })
  tellTyping(@CurrentViewer() viewer: Viewer, @PathId('roomId') roomId: RoomId): Promise<void> {
    return this.typing.type(viewer, roomId);
  }
}
