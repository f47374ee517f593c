export { ChatModule } from './chat.module.js';
export { OpeningService } from './opening/opening.service.js';
export { SendingService } from './writing/sending.service.js';
export { MessageRequestSent, MessageSent } from './message/chat.events.js';
export { type UnheardMessage, UnheardMessageReader } from './reading/unheard-message.reader.js';
export { type RoomId } from './room/room.js';
