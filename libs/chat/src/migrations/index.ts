import { ChatSchema1795725000000 } from './1795725000000-chat-schema.js';

/** All of this lib, oldest first. */
export const chatMigrations = [ChatSchema1795725000000];
