import { compareIds, type Id, type UserId } from '#libs/kernel';

export type RoomId = Id<'room'>;

/**
 * How a room stands for one of its two people. `waiting`: they asked and have no answer. `request`: they are asked.
 * `closed`: a block between the two, or the partner is inactive.
 */
export const ROOM_STATES = ['open', 'waiting', 'request', 'closed'] as const;

export type RoomState = (typeof ROOM_STATES)[number];

/** Unread messages of one room are counted no further. */
export const MOST_UNREAD = 100;

/** The two people of a room, the one with the lower id first. */
export interface Pair {
  readonly lowId: UserId;
  readonly highId: UserId;
}

/** Two people in the order in which a room names them. */
export function pairOf(one: UserId, other: UserId): Pair {
  return compareIds(one, other) < 0 ? { lowId: one, highId: other } : { lowId: other, highId: one };
}
