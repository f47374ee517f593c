import { defineFrame, IdField, TimeField } from '#libs/http';
import type { RoomId } from '../room/room.js';

/** That the partner writes. */
export class TypingDto {
  @IdField({ description: 'The room.' })
  roomId!: RoomId;

  @TimeField({ description: 'Until when it holds, unless it comes again or a message does.' })
  until!: string;
}

defineFrame({ event: 'typing', data: TypingDto, description: 'The partner of a room writes.' });
