import { defineFrame, IdField } from '#libs/http';
import { MessageDto } from '../message/message.dto.js';
import type { RoomId } from '../room/room.js';
import { RoomDto } from './room.dto.js';

/** A room that is gone for me. */
export class RoomRemovedDto {
  @IdField({ description: 'The room.' })
  id!: RoomId;
}

defineFrame({
  event: 'message',
  data: MessageDto,
  hasId: true,
  description: 'A message, new or deleted; also my own, for my other devices.',
});
defineFrame({
  event: 'room',
  data: RoomDto,
  hasId: true,
  description: 'A room that is new, accepted, closed, open again, read or muted.',
});
defineFrame({
  event: 'room.removed',
  data: RoomRemovedDto,
  hasId: true,
  description: 'A room that I removed elsewhere.',
});
