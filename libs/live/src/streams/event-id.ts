import { DomainError, InvalidCursor } from '#libs/kernel';

/** A place in the log of a person. */
export interface LivePlace {
  /** Of the log; 0 as long as the person has none. */
  readonly epoch: number;
  /** Number of the last event that was sent. */
  readonly seq: number;
}

/** The place of whoever has no log yet. */
export const NOWHERE: LivePlace = { epoch: 0, seq: 0 };

const FORM = /^([0-9a-z]{1,6})-([0-9a-z]{1,6})$/;
const MAX_INTEGER = 2 ** 31 - 1;

/** The `id` of a frame: opaque for clients. */
export function eventId({ epoch, seq }: LivePlace): string {
  return `${epoch.toString(36)}-${seq.toString(36)}`;
}

/** The place that an `id` names. @throws DomainError `invalid-cursor` when no stream gave it */
export function parseEventId(text: string): LivePlace {
  const [, epoch = '', seq = ''] = FORM.exec(text) ?? [];
  const place = { epoch: Number.parseInt(epoch, 36), seq: Number.parseInt(seq, 36) };
  if (!(place.epoch <= MAX_INTEGER && place.seq <= MAX_INTEGER)) {
    throw new DomainError(InvalidCursor);
  }
  return place;
}
