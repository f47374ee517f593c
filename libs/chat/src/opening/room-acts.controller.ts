import { Controller, Delete, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  Forbidden,
  IfMatch,
  OutOfRange,
  PathId,
  ReadBody,
  resource,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { RoomDto } from '../reading/room.dto.js';
import { RoomReader } from '../reading/room.reader.js';
import { RoomClosed } from '../room/chat.errors.js';
import type { RoomId } from '../room/room.js';
import { ReadStateDto, ReadUpToDto, RoomChangeDto } from './room-acts.dto.js';
import { RoomAnsweringService } from './room-answering.service.js';
import { RoomKeepingService } from './room-keeping.service.js';

/** What I do with a room of mine. */
@ApiTags('Chat')
@Controller('rooms/:roomId')
export class RoomActsController {
  constructor(
    private readonly answering: RoomAnsweringService,
    private readonly keeping: RoomKeepingService,
    private readonly reader: RoomReader,
  ) {}

  @Patch()
  @Endpoint({ summary: 'Mute a room, or end that', access: 'user', returns: RoomDto })
  async editRoom(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
    @ReadBody() { isMuted }: RoomChangeDto,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<RoomDto>> {
    await this.keeping.change(viewer, roomId, isMuted, expected);
    const { room, version } = await this.reader.read(viewer, roomId);
    return resource(room, version);
  }

  @Delete()
  @Endpoint({
    summary: 'Remove a room, or decline a request',
    description:
      'It is gone for me with all that is in it; the other is not told. What both have removed is gone for good within a day.',
    access: 'user',
  })
  removeRoom(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    return this.keeping.remove(viewer, roomId, expected);
  }

  @Put('accepted')
  @Endpoint({
    summary: 'Accept a request',
    description: 'An answer does the same. Repeating it changes nothing.',
    access: 'user',
    returns: RoomDto,
    problems: [Forbidden, RoomClosed],
  })
  async acceptRoom(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
  ): Promise<RoomDto> {
    await this.answering.accept(viewer, roomId);
    return (await this.reader.read(viewer, roomId)).room;
  }

  @Put('read')
  @Endpoint({
    summary: 'Mark a room as read',
    description: 'Never goes back.',
    access: 'user',
    returns: ReadStateDto,
    problems: [OutOfRange],
  })
  async markRoomRead(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
    @ReadBody() { number }: ReadUpToDto,
  ): Promise<ReadStateDto> {
    await this.keeping.read(viewer, roomId, number);
    const { readNumber, unreadCount } = (await this.reader.read(viewer, roomId)).room;
    return { readNumber, unreadCount };
  }
}
