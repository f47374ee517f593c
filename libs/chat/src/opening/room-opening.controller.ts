import { Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { UserId, Viewer } from '#libs/kernel';
import { RoomDto } from '../reading/room.dto.js';
import { RoomReader } from '../reading/room.reader.js';
import { CannotMessageSelf, MessagesRefused } from '../room/chat.errors.js';
import { OpeningService } from './opening.service.js';

/** The room of me and somebody else. */
@ApiTags('Chat')
@Controller('users/:userId/room')
export class RoomOpeningController {
  constructor(
    private readonly opening: OpeningService,
    private readonly reader: RoomReader,
  ) {}

  @Put()
  @Endpoint({
    summary: 'Open the room with a person',
    description:
      'The one of us two, made when there is none. It shows to the other with the first message. A room that I removed is back, without what I removed. Whom I block I find in a closed room.',
    access: 'user',
    returns: RoomDto,
    problems: [CannotMessageSelf, MessagesRefused],
  })
  async openRoom(
    @CurrentViewer() viewer: Viewer,
    @PathId('userId') userId: UserId,
  ): Promise<RoomDto> {
    const roomId = await this.opening.open(viewer, userId);
    return (await this.reader.read(viewer, roomId)).room;
  }
}
