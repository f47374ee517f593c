import { parseId, type UserId } from '#libs/kernel';
import type { RoomId } from '../room/room.js';

/** The name of the frames. */
export const TYPING = 'typing';

/** Milliseconds for which somebody writes after saying so. */
export const TYPING_MS = 6_000;

/** That somebody writes to a person. */
export interface Typing {
  readonly userId: UserId;
  readonly roomId: RoomId;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** What processes tell each other. @param now in milliseconds since 1970 */
export function typingKey(userId: UserId, roomId: RoomId, now: number): string {
  return `${userId}:${roomId}:${now + TYPING_MS}`;
}

/** What a key says; `undefined` for what is none. */
export function parseTyping(key: string): Typing | undefined {
  const [user, room, end] = key.split(':');
  const [userId, roomId, until] = [parseId<'user'>(user), parseId<'room'>(room), Number(end)];
  return userId === undefined || roomId === undefined || !Number.isSafeInteger(until)
    ? undefined
    : { userId, roomId, until };
}
