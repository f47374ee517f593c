import { ChatSchema1795725000000 } from './1795725000000-chat-schema.js';
import { ChatPresence1795725100000 } from './1795725100000-chat-presence.js';

/** All of this lib, oldest first. */
export const chatMigrations = [ChatSchema1795725000000, ChatPresence1795725100000];
