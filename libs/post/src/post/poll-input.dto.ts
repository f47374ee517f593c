import { BooleanField, ListField, TimeField } from '#libs/http';
import { OPTION_LENGTH, POLL_OPTIONS } from './poll.js';

/** What a post asks. */
export class PollInputDto {
  @ListField({
    description: 'What one may choose, each another text.',
    of: 'text',
    minItems: POLL_OPTIONS.least,
    maxItems: POLL_OPTIONS.most,
    minLength: 1,
    maxLength: OPTION_LENGTH,
    unique: true,
    example: ['토요일', '일요일'],
  })
  options!: string[];

  @BooleanField({
    description: 'Whether one may choose several options. Default `false`.',
    example: false,
    optional: true,
  })
  multiple?: boolean;

  @TimeField({
    description:
      'When it closes: 5 minutes to 14 days after the post is published, or, of a scheduled draft, after its `publishAt`.',
  })
  closesAt!: string;
}
