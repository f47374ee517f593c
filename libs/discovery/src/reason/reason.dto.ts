import { EnumField, IntegerField, ListField } from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import { MAX_SKILL } from '#libs/user';
import { type Reason, REASON_KINDS, REASON_NAMES, type ReasonKind } from './reason.js';

const MAX_COUNT = 2_147_483_647;

/** Why something is suggested. */
export class ReasonDto implements Reason {
  @EnumField({
    description:
      '`followedBy`: people whom I follow follow them · `similarTo`: followed by the same people as somebody whom I follow · `sharedSkills`, `sameRegion`: like mine · `popular`: many follow them · `sharedTags`, `likedBy`, `trending`: of posts.',
    values: REASON_KINDS,
    name: 'ReasonKind',
  })
  kind!: ReasonKind;

  @ListField({
    description: 'People whom I follow, for `followedBy`, `similarTo` and `likedBy`.',
    of: UserSummaryDto,
    maxItems: REASON_NAMES,
  })
  users!: UserSummaryDto[];

  @ListField({
    description: 'Skills for `sharedSkills`, tags for `sharedTags`.',
    of: 'text',
    maxItems: REASON_NAMES,
    maxLength: MAX_SKILL,
  })
  tags!: string[];

  @IntegerField({
    description: 'How many people or tags there are, also those that are not named; else 0.',
    min: 0,
    max: MAX_COUNT,
  })
  count!: number;
}
