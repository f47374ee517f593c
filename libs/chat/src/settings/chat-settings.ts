/** Who may begin to write to a person: everyone, those whom the person follows, or nobody. */
export const MESSAGES_FROM = ['everyone', 'following', 'nobody'] as const;

export type MessagesFrom = (typeof MESSAGES_FROM)[number];

/** People below this age start with `following`. */
export const ADULT_AGE = 18;

/** What a person can set for chat. */
export interface ChatSettings {
  readonly messagesFrom: MessagesFrom;
  /** Whether partners see how far the person has read; holds only when both want it. */
  readonly readReceipts: boolean;
  /** Whether partners see that the person is there; holds only when both want it. */
  readonly presence: boolean;
}

/** Whether a person lets somebody begin. @param followsSender whether the person follows that somebody */
export function letsBegin(messagesFrom: MessagesFrom, followsSender: boolean): boolean {
  return messagesFrom === 'everyone' || (messagesFrom === 'following' && followsSender);
}
