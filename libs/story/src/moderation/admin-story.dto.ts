import { ReasonField } from '#libs/audit';
import { BooleanField, IdField, PageQuery } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { StoryDto } from '../story/story.dto.js';

/** Which stories, for administrators. */
export class AdminStoryQuery extends PageQuery {
  @BooleanField({
    description: 'Only stories that are there, or only deleted ones and those taken down.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @IdField({ description: 'Stories of this person.', optional: true })
  authorId?: UserId;
}

/** What an administrator does to a story, and why. */
export class ModerateStoryDto {
  @BooleanField({
    description: '`false` takes it down, `true` restores it, also when its author deleted it.',
    example: false,
  })
  isActive!: boolean;

  @ReasonField()
  reason!: string;
}

/** A story as administrators see it. */
export class AdminStoryDto extends StoryDto {
  @BooleanField({
    description: 'Whether it is there for others: neither deleted nor taken down.',
    example: true,
  })
  isActive!: boolean;
}
