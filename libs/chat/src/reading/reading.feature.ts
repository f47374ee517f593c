import type { Feature } from '#libs/database';
import { ChatFramesService } from './chat-frames.service.js';
import { RoomController } from './room.controller.js';
import { RoomReader } from './room.reader.js';
import { RoomListReader } from './room-list.reader.js';
import { UnheardMessageReader } from './unheard-message.reader.js';
import { UnreadMessagesReader } from './unread-messages.reader.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = {
  controllers: [RoomController],
  providers: [
    ChatFramesService,
    RoomListReader,
    RoomReader,
    UnheardMessageReader,
    UnreadMessagesReader,
  ],
};
