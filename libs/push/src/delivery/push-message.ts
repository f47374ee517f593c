import type { Id, JsonObject, UserId } from '#libs/kernel';

/** What is pushed. */
export interface PushMessage {
  /** What the service worker or app gets, at most `MAX_PUSH_BYTES` as JSON. */
  readonly data: JsonObject;
  /** Of several that wait at the push service with one topic the newest is kept: 1–32 of `A–Za–z0–9_-`. */
  readonly topic: string;
  /** Whether a sleeping device is woken for it. */
  readonly urgency: 'normal' | 'high';
  /** Seconds for which the push service keeps it for a device that is off. */
  readonly ttlSeconds: number;
}

/** Something that people are pushed. */
export interface PushSource {
  /** Unique, the name of the lib or of its thing. */
  readonly name: string;
  /** What is said to a person of a subject now; `null` when there is nothing (any more) to say. */
  message(userId: UserId, subjectId: Id): Promise<PushMessage | null>;
}

/** What a push service answered; `status` is `null` when it was not asked, because it may not be sent to. */
export interface PushAnswer {
  readonly status: number | null;
  /** Seconds that it wants to be left alone. */
  readonly retryAfter: number | undefined;
}

/**
 * How a push ended: `sent`; `dropped`, there was nothing to say any more; `gone`, the push service doesn't know the
 * subscription; `refused`, it doesn't take the message or may not be sent to; `failed`, it is tried again; `given-up`.
 */
export const PUSH_RESULTS = ['sent', 'dropped', 'gone', 'refused', 'failed', 'given-up'] as const;

export type PushResult = (typeof PUSH_RESULTS)[number];

/** Most bytes of what is pushed: services take 4,096 of the encrypted whole. */
export const MAX_PUSH_BYTES = 3_000;
