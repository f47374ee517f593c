import { DomainError, type Problem } from '#libs/kernel';
import { PollTimeOutOfRange } from './poll.errors.js';

/** Options of a poll. */
export const POLL_OPTIONS = { least: 2, most: 6 } as const;
/** Of an option, in code points. */
export const OPTION_LENGTH = 60;
const MINUTE_MS = 60_000;
/** For how long a poll is open, in milliseconds. */
const OPEN_MS = { least: 5 * MINUTE_MS, most: 14 * 24 * 60 * MINUTE_MS } as const;

/** What a post asks. */
export interface Poll {
  readonly options: readonly string[];
  /** Whether one may choose several options. */
  readonly multiple: boolean;
  /** ISO 8601 with milliseconds. */
  readonly closesAt: string;
}

/** What an author sends of a poll. */
export interface NewPoll extends Omit<Poll, 'multiple'> {
  readonly multiple?: boolean | undefined;
}

/** A poll as it is to be stored. */
export function pollOf({ options, multiple = false, closesAt }: NewPoll): Poll {
  return { options, multiple, closesAt };
}

/** Whether two posts ask the same. */
export function samePoll(one: Poll | null, other: Poll | null): boolean {
  return (
    one === other ||
    (one !== null &&
      other !== null &&
      one.multiple === other.multiple &&
      one.closesAt === other.closesAt &&
      one.options.length === other.options.length &&
      one.options.every((option, i) => option === other.options[i]))
  );
}

/** When the poll of a post opens and what is known of it. */
export interface Opening {
  readonly now: Date;
  /** Of a draft: nobody knows when it is published. */
  readonly isDraft: boolean;
  /** When the draft is, or was, to be published by itself, ISO 8601. */
  readonly publishAt: string | null;
}

/** What is wrong with the end of a poll; `undefined` when nothing is. */
export function wrongEnd(
  { closesAt }: Pick<Poll, 'closesAt'>,
  { now, isDraft, publishAt }: Opening,
): Problem | undefined {
  const end = Date.parse(closesAt);
  const opens = publishAt === null ? now.getTime() : Date.parse(publishAt);
  const isLongEnough = end - opens >= OPEN_MS.least && end > now.getTime();
  const isShortEnough = end - opens <= OPEN_MS.most || (isDraft && publishAt === null);
  return isLongEnough && isShortEnough ? undefined : PollTimeOutOfRange;
}

/** @throws DomainError `poll-time-out-of-range` */
export function assertEnd(poll: Poll, opening: Opening): void {
  const problem = wrongEnd(poll, opening);
  if (problem !== undefined) {
    throw new DomainError(problem);
  }
}
