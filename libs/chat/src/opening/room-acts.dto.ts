import { BooleanField, IntegerField } from '#libs/http';
import { MAX_NUMBER } from '../message/message.dto.js';
import { MOST_UNREAD } from '../room/room.js';

/** What changes of a room. */
export class RoomChangeDto {
  @BooleanField({
    optional: true,
    description: 'Whether what comes counts as nothing unread.',
    example: true,
  })
  isMuted?: boolean;
}

/** How far I have read. */
export class ReadUpToDto {
  @IntegerField({
    description: 'Number of the newest message that I have read.',
    min: 0,
    max: MAX_NUMBER,
  })
  number!: number;
}

/** What is read of a room now. */
export class ReadStateDto {
  @IntegerField({ description: 'Number up to which I have read.', min: 0, max: MAX_NUMBER })
  readNumber!: number;

  @IntegerField({
    description: 'Messages of the partner that I have not read; 100 means 100 or more.',
    min: 0,
    max: MOST_UNREAD,
  })
  unreadCount!: number;
}
