import { ListField } from '#libs/http';
import { POLL_OPTIONS } from '../post/poll.js';

/** What somebody chooses. */
export class VoteDto {
  @ListField({
    description: 'Places of the options that I choose, from 0; one, unless the poll takes several.',
    of: 'integer',
    min: 0,
    max: POLL_OPTIONS.most - 1,
    minItems: 1,
    maxItems: POLL_OPTIONS.most,
    unique: true,
    example: [0],
  })
  choices!: number[];
}
