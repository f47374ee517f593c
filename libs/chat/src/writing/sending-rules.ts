import { DomainError, type UserId } from '#libs/kernel';
import { MediaNotUsable } from '#libs/media';
import { MessagesRefused, RequestPending, RoomClosed } from '../room/chat.errors.js';
import { letsBegin, type MessagesFrom } from '../settings/chat-settings.js';

/** What decides whether somebody may send a message. */
export interface SendingStanding {
  readonly isClosed: boolean;
  /** Whether both may go on. */
  readonly isAccepted: boolean;
  /** Number of the newest message in the room, 0 when there was none. */
  readonly lastNumber: number;
  /** Who wrote first. */
  readonly askedBy: UserId | null;
  /** Whether the partner follows the sender. */
  readonly followsSender: boolean;
  /** Whom the partner lets begin. */
  readonly messagesFrom: MessagesFrom;
}

/** `go on`: both may. `accept`: from now on both may. `ask`: the one message of a stranger. */
export type SendingStep = 'go on' | 'accept' | 'ask';

/**
 * What a message in a room leads to.
 *
 * @throws DomainError `room-closed`, `request-pending`, `messages-refused`, `media-not-usable`
 */
export function sendingStep(
  senderId: UserId,
  standing: SendingStanding,
  hasPictures: boolean,
): SendingStep {
  const { isClosed, isAccepted, lastNumber, askedBy, followsSender } = standing;
  if (isClosed) {
    throw new DomainError(RoomClosed);
  }
  if (isAccepted) {
    return 'go on';
  }
  if (lastNumber === 0) {
    return firstStep(standing, hasPictures);
  }
  if (askedBy !== senderId || followsSender) {
    return 'accept';
  }
  throw new DomainError(RequestPending);
}

function firstStep(
  { messagesFrom, followsSender }: SendingStanding,
  hasPictures: boolean,
): SendingStep {
  if (!letsBegin(messagesFrom, followsSender)) {
    throw new DomainError(MessagesRefused);
  }
  if (followsSender) {
    return 'accept';
  }
  if (hasPictures) {
    throw new DomainError(MediaNotUsable, {
      detail: 'The first message to somebody who does not follow you has no pictures.',
    });
  }
  return 'ask';
}
