import { IntegerField, PageQuery } from '#libs/http';
import { MAX_NUMBER } from '../message/message.dto.js';

/** Which messages of a room. */
export class MessagesQuery extends PageQuery {
  @IntegerField({
    optional: true,
    min: 0,
    max: MAX_NUMBER,
    description:
      'Only messages with a greater number, oldest first: what a client lacks that has this one.',
  })
  after?: number;
}
