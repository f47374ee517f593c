import { ListField, TextField } from '#libs/http';
import type { MediaId } from '#libs/media';
import { MAX_CLIENT_ID, MAX_MESSAGE, MAX_PICTURES } from '../message/message.js';

/** A new message: a text, pictures, or both. */
export class SendMessageDto {
  @TextField({
    kind: 'exact',
    minLength: 1,
    maxLength: MAX_CLIENT_ID,
    check: {
      code: 'invalid-format',
      detail: 'It must be letters of A–Z and a–z, digits, `_` and `-`.',
      passes: (value) => typeof value !== 'string' || /^[A-Za-z0-9_-]*$/.test(value),
    },
    description:
      'A name that the client makes for the message, of A–Z, a–z, 0–9, `_` and `-`. The same again is the same message, for ever.',
    example: 'c0ffee-1',
  })
  clientId!: string;

  @TextField({
    kind: 'lines',
    optional: true,
    minLength: 1,
    maxLength: MAX_MESSAGE,
    description: 'The text; may be left out when there are pictures.',
    example: '내일 저녁에 시간 있어요?',
  })
  body?: string;

  @ListField({
    of: 'id',
    optional: true,
    maxItems: MAX_PICTURES,
    unique: true,
    description: 'Own pictures that are attached to nothing else, in their order.',
    example: [],
  })
  mediaIds?: MediaId[];
}
