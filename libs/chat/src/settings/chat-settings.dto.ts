import { BooleanField, EnumField } from '#libs/http';
import { type ChatSettings, MESSAGES_FROM, type MessagesFrom } from './chat-settings.js';

const FROM =
  'Who may begin to write to me: everyone, those whom I follow, or nobody. At first `everyone`, for people under 18 `following`. Rooms in which both have written go on.';
const RECEIPTS =
  'Whether partners see how far I have read, and I see it of them; holds only when both want it.';
const PRESENCE =
  'Whether partners see that I am there, and I see it of them; holds only when both want it.';

/** What I have set for chat. */
export class ChatSettingsDto implements ChatSettings {
  @EnumField({ description: FROM, values: MESSAGES_FROM, name: 'MessagesFrom' })
  messagesFrom!: MessagesFrom;

  @BooleanField({ description: RECEIPTS, example: true })
  readReceipts!: boolean;

  @BooleanField({ description: PRESENCE, example: false })
  presence!: boolean;
}

/** What changes of it. */
export class ChatSettingsChangeDto {
  @EnumField({ optional: true, description: FROM, values: MESSAGES_FROM, name: 'MessagesFrom' })
  messagesFrom?: MessagesFrom;

  @BooleanField({ optional: true, description: RECEIPTS, example: true })
  readReceipts?: boolean;

  @BooleanField({ optional: true, description: PRESENCE, example: false })
  presence?: boolean;
}
