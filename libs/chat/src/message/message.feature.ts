import type { Feature } from '#libs/database';
import { MessageEntity } from './message.entity.js';
import { MessageReader } from './message.reader.js';
import { MessageRepository } from './message.repository.js';
import { MessageHiddenEntity } from './message-hidden.entity.js';

/** What the module takes from this folder. */
export const messageFeature: Feature = {
  providers: [MessageReader, MessageRepository],
  entities: [MessageEntity, MessageHiddenEntity],
};
