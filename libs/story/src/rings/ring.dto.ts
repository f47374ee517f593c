import {
  BooleanField,
  IntegerField,
  ListField,
  ObjectField,
  PageQuery,
  TimeField,
} from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import { MAX_COUNT, StoryDto } from '../story/story.dto.js';
import { STORIES_PER_PERSON } from '../story/story.js';

/** The stories of one person. */
export class StoryRingDto {
  @ObjectField(() => UserSummaryDto, { description: 'Whose stories they are.' })
  author!: UserSummaryDto;

  @IntegerField({ description: 'How many stories it holds.', min: 1, max: MAX_COUNT, example: 3 })
  storyCount!: number;

  @IntegerField({
    description: 'How many of them I haven’t seen; none of my own.',
    min: 0,
    max: MAX_COUNT,
    example: 1,
  })
  unseenCount!: number;

  @TimeField({ description: 'When the last one was shared.' })
  latestAt!: string;

  @ListField({
    description: 'In the order in which they are played: the oldest first.',
    of: StoryDto,
    maxItems: STORIES_PER_PERSON,
  })
  items!: StoryDto[];
}

/** Query of the story feed. */
export class RingQuery extends PageQuery {
  @BooleanField({
    description: 'Leaves my own stories out.',
    example: true,
    default: false,
    optional: true,
  })
  excludeMe = false;
}
