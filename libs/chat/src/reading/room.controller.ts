import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  OutOfRange,
  pageOf,
  PathId,
  ReadQuery,
  resource,
} from '#libs/http';
import { DomainError, type Page, type Viewer } from '#libs/kernel';
import { MessageDto } from '../message/message.dto.js';
import { MessageReader } from '../message/message.reader.js';
import type { RoomId } from '../room/room.js';
import { RoomAccessReader } from '../room/room-access.reader.js';
import { MessagesQuery } from './messages.dto.js';
import { RoomDto, RoomsQuery } from './room.dto.js';
import { RoomReader } from './room.reader.js';
import { RoomListReader } from './room-list.reader.js';

/** My rooms, and what is in them. */
@ApiTags('Chat')
@Controller('rooms')
export class RoomController {
  constructor(
    private readonly list: RoomListReader,
    private readonly reader: RoomReader,
    private readonly access: RoomAccessReader,
    private readonly messages: MessageReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List my rooms',
    description: 'By last message, newest first.',
    access: 'user',
    returns: pageOf(RoomDto),
  })
  async listRooms(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: RoomsQuery,
  ): Promise<Page<RoomDto>> {
    const { items, nextCursor } = await this.list.page(viewer, query);
    return { items: await this.reader.shown(viewer.userId, items), nextCursor };
  }

  @Get(':roomId')
  @Endpoint({ summary: 'Read a room', access: 'user', returns: RoomDto })
  async readRoom(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
  ): Promise<Answer<RoomDto>> {
    const { room, version } = await this.reader.read(viewer, roomId);
    return resource(room, version);
  }

  @Get(':roomId/messages')
  @Endpoint({
    summary: 'List the messages of a room',
    description: 'Newest first; with `after` oldest first.',
    access: 'user',
    returns: pageOf(MessageDto),
    problems: [OutOfRange],
  })
  async listMessages(
    @CurrentViewer() viewer: Viewer,
    @PathId('roomId') roomId: RoomId,
    @ReadQuery() { after, ...page }: MessagesQuery,
  ): Promise<Page<MessageDto>> {
    const room = await this.access.of(viewer, roomId);
    if (after === undefined) {
      return this.messages.newest(viewer, room, page);
    }
    if (after > room.lastNumber) {
      throw new DomainError(OutOfRange);
    }
    return this.messages.following(viewer, room, after, page);
  }
}
