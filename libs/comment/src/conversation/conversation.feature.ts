import type { Feature } from '#libs/database';
import { ConversationController } from './conversation.controller.js';
import { ConversationReader } from './conversation.reader.js';
import { ConversationIdsReader } from './conversation-ids.reader.js';

/** What the module takes from this folder. */
export const conversationFeature: Feature = {
  controllers: [ConversationController],
  providers: [ConversationReader, ConversationIdsReader],
};
