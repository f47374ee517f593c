import { ChatSchema1795725000000 } from './1795725000000-chat-schema.js';
import { ChatPresence1795725100000 } from './1795725100000-chat-presence.js';
import { ChatStates1795743000000 } from './1795743000000-chat-states.js';
import { ChatStateIndexes1795743000010 } from './1795743000010-chat-state-indexes.js';

/** All of this lib, oldest first. */
export const chatMigrations = [
  ChatSchema1795725000000,
  ChatPresence1795725100000,
  ChatStates1795743000000,
  ChatStateIndexes1795743000010,
];
