export { ChatModule } from './chat.module.js';
export { MessageRequestSent, MessageSent } from './message/chat.events.js';
