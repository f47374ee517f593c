import { BooleanField, IdField, IntegerField, ListField, TextField, TimeField } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { ImageDto, type PicturePresenter } from '#libs/media';
import type { RoomId } from '../room/room.js';
import { MAX_CLIENT_ID, MAX_MESSAGE, MAX_PICTURES, type MessageId } from './message.js';
import type { MessageRow } from './message-row.sql.js';

/** The largest number that a message can have. */
export const MAX_NUMBER = 2_147_483_647;

/** A message, or the tombstone of one. */
export class MessageDto {
  @IdField({ description: 'Its id.' })
  id!: MessageId;

  @IdField({ description: 'The room that it is in.' })
  roomId!: RoomId;

  @IntegerField({
    description:
      'Its place in the room: 1, 2, 3 … without gaps, tombstones included, so that a client sees what it lacks.',
    min: 1,
    max: MAX_NUMBER,
  })
  number!: number;

  @IdField({ description: 'Who sent it.' })
  senderId!: UserId;

  @TextField({
    kind: 'exact',
    nullable: true,
    maxLength: MAX_CLIENT_ID,
    description: 'The name that the sender’s client gave it; null in messages of the partner.',
    example: 'c0ffee-1',
  })
  clientId!: string | null;

  @TextField({
    kind: 'lines',
    nullable: true,
    maxLength: MAX_MESSAGE,
    description: 'The text; null when there are only pictures, and for a tombstone.',
    example: '내일 저녁에 시간 있어요?',
  })
  body!: string | null;

  @ListField({
    of: ImageDto,
    maxItems: MAX_PICTURES,
    description: 'Its pictures. Their addresses are signed and end after an hour.',
  })
  images!: ImageDto[];

  @BooleanField({
    description: 'Whether only a tombstone is left: its sender deleted it, or I did for myself.',
  })
  isDeleted!: boolean;

  @TimeField({ description: 'When it was sent.' })
  createdAt!: string;
}

/** Presents a row of a message. */
export function presentMessage(row: MessageRow, pictures: PicturePresenter): MessageDto {
  return { ...row, images: (row.images ?? []).map((image) => pictures.image(image)) };
}
