import { BooleanField, defineFrame, IdField } from '#libs/http';
import type { RoomId } from '../room/room.js';

/** Whether a partner is there. */
export class PresenceDto {
  @IdField({ description: 'The room.' })
  roomId!: RoomId;

  @BooleanField({
    description: 'Whether the partner has a stream; false half a minute after the last one.',
  })
  online!: boolean;
}

defineFrame({
  event: 'presence',
  data: PresenceDto,
  description: 'The partner of an open room came or left, when both have `presence`.',
});
