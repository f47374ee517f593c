import type { Type } from '@nestjs/common';

/** The media type of event streams. */
export const EVENT_STREAM = 'text/event-stream';

/** A message of the event stream, for the OpenAPI document. */
export interface FrameOptions {
  /** Unique: the name under which it is sent. */
  readonly event: string;
  readonly description: string;
  /** The DTO of its data. */
  readonly data: Type<object>;
  /** Whether it carries an `id` to go on after. */
  readonly hasId?: boolean;
}

const declared = new Map<string, FrameOptions>();

/** Declares a message of the event stream. @throws Error when the name is taken */
export function defineFrame(frame: FrameOptions): void {
  if (declared.has(frame.event)) {
    throw new Error(`The frame "${frame.event}" is declared twice.`);
  }
  declared.set(frame.event, frame);
}

/** All messages of the libs that have been loaded, by name. */
export function definedFrames(): FrameOptions[] {
  return [...declared.values()].sort((a, b) => (a.event < b.event ? -1 : 1));
}
