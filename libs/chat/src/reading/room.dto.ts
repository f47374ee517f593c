import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  ObjectField,
  PageQuery,
  TimeField,
} from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import { MAX_NUMBER, MessageDto } from '../message/message.dto.js';
import { MOST_UNREAD, ROOM_STATES, type RoomId, type RoomState } from '../room/room.js';

/** What I and one other person write to each other. */
export class RoomDto {
  @IdField({ description: 'Its id.' })
  id!: RoomId;

  @ObjectField(() => UserSummaryDto, {
    nullable: true,
    description: 'The other person; null when I may not see the card.',
  })
  partner!: UserSummaryDto | null;

  @EnumField({
    description:
      '`waiting`: I asked and have no answer. `request`: I am asked. `closed`: nothing can be sent, what was written stays readable.',
    values: ROOM_STATES,
    name: 'RoomState',
  })
  state!: RoomState;

  @BooleanField({ description: 'Whether it counts as nothing unread in `Unread`.', example: false })
  isMuted!: boolean;

  @ObjectField(() => MessageDto, {
    nullable: true,
    description: 'The newest message, also a tombstone; null when there is none for me.',
  })
  lastMessage!: MessageDto | null;

  @IntegerField({
    description:
      'Messages of the partner that I have not read; 100 means 100 or more. 0 in a closed room.',
    min: 0,
    max: MOST_UNREAD,
  })
  unreadCount!: number;

  @IntegerField({ description: 'Number up to which I have read.', min: 0, max: MAX_NUMBER })
  readNumber!: number;

  @IntegerField({
    description:
      'Number up to which the partner has read; null before acceptance, in a closed room, and unless both have `readReceipts`.',
    min: 0,
    max: MAX_NUMBER,
    nullable: true,
  })
  partnerReadNumber!: number | null;

  @BooleanField({
    description:
      'Whether the partner is there; null unless both have `presence` and the room is open.',
    nullable: true,
    example: null,
  })
  partnerOnline!: boolean | null;

  @TimeField({
    description: 'When the last message came, or the room was opened or accepted.',
  })
  updatedAt!: string;
}

/** Which of my rooms. */
export class RoomsQuery extends PageQuery {
  @EnumField({
    optional: true,
    values: ROOM_STATES,
    name: 'RoomState',
    description: 'Only rooms of this state; without it all but requests.',
  })
  state?: RoomState;

  @BooleanField({
    optional: true,
    description: 'Only rooms with, or without, messages that I have not read.',
    example: true,
  })
  unread?: boolean;
}
