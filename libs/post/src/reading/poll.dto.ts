import {
  BooleanField,
  IntegerField,
  ListField,
  ObjectField,
  TextField,
  TimeField,
} from '#libs/http';
import { OPTION_LENGTH, POLL_OPTIONS } from '../post/poll.js';
import type { PollRow } from '../post/poll.sql.js';

/** The largest number that a counter can hold. */
const MAX_COUNT = 2_147_483_647;

/** An option of a poll. */
export class PollOptionDto {
  @TextField({ description: 'What it says.', maxLength: OPTION_LENGTH, example: '토요일' })
  text!: string;

  @IntegerField({
    description:
      'Votes by active people; `null` until I have voted or the poll is closed. The author sees it at once.',
    min: 0,
    max: MAX_COUNT,
    example: 7,
    nullable: true,
  })
  voteCount!: number | null;
}

/** What the viewer did with a poll. */
export class PollViewerDto {
  @ListField({
    description: 'Places of the options that I chose, from 0; empty when I have not voted.',
    of: 'integer',
    min: 0,
    max: POLL_OPTIONS.most - 1,
    maxItems: POLL_OPTIONS.most,
    example: [0],
  })
  choices!: number[];
}

/** What a post asks, as one viewer sees it. Who voted what is shown to nobody. */
export class PollDto {
  @ListField({
    description: 'What one may choose.',
    of: PollOptionDto,
    minItems: POLL_OPTIONS.least,
    maxItems: POLL_OPTIONS.most,
  })
  options!: PollOptionDto[];

  @BooleanField({ description: 'Whether one may choose several options.', example: false })
  multiple!: boolean;

  @IntegerField({
    description:
      'Active people who voted; `null` until I have voted or the poll is closed. The author sees it at once.',
    min: 0,
    max: MAX_COUNT,
    example: 12,
    nullable: true,
  })
  voterCount!: number | null;

  @TimeField({ description: 'When it closes, or closed.' })
  closesAt!: string;

  @BooleanField({ description: 'Whether it takes no votes any more.', example: false })
  isClosed!: boolean;

  @ObjectField(() => PollViewerDto, {
    description: 'What I did with it; `null` when nobody is signed in.',
    nullable: true,
  })
  viewer!: PollViewerDto | null;
}

/** A poll as the API shows it. */
export function presentPoll(row: PollRow, signedIn: boolean): PollDto {
  const [voterCount = null, ...votes] = row.counts ?? [];
  return {
    options: row.options.map((text, place) => ({ text, voteCount: votes[place] ?? null })),
    multiple: row.multiple,
    voterCount,
    closesAt: row.closesAt,
    isClosed: row.isClosed,
    viewer: signedIn ? { choices: [...(row.choices ?? [])] } : null,
  };
}
