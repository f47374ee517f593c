import { ReasonField } from '#libs/audit';
import {
  BooleanField,
  EnumField,
  IdField,
  ListField,
  PageQuery,
  SearchField,
  TextField,
} from '#libs/http';
import type { UserId } from '#libs/kernel';
import { FOUND_ANYWHERE } from '../lists/post-query.dto.js';
import {
  BODY_LENGTH,
  TAG_LENGTH,
  TAGS_PER_POST,
  TITLE_LENGTH,
  VISIBILITIES,
  type Visibility,
} from '../post/post.js';
import { CONTENT_WARNING, SENSITIVE } from '../post/post-input.dto.js';
import { PostDto } from '../reading/post.dto.js';

/** Which posts, for administrators. */
export class AdminPostQuery extends PageQuery {
  @SearchField({
    description: `Words in the title or the body, ${FOUND_ANYWHERE}.`,
    example: '서울숲',
    optional: true,
  })
  q?: string;

  @BooleanField({
    description: 'Only posts that are there, or only deleted and deactivated ones.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @IdField({ description: 'Posts of this person.', optional: true })
  authorId?: UserId;
}

/** What an administrator does to a post; what is absent stays. */
export class ModeratePostDto {
  @BooleanField({
    description: '`false` deactivates it, `true` restores it, also when its author deleted it.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @TextField({
    description: 'Title. The address of the post stays.',
    minLength: 1,
    maxLength: TITLE_LENGTH,
    example: '마루에서 만나요',
    optional: true,
  })
  title?: string;

  @TextField({
    kind: 'lines',
    description: 'Text.',
    minLength: 1,
    maxLength: BODY_LENGTH,
    example: '토요일 세 시, 서울숲.',
    optional: true,
  })
  body?: string;

  @ListField({
    description: 'Tags, instead of those it has.',
    of: 'text',
    minLength: 1,
    maxItems: TAGS_PER_POST,
    maxLength: TAG_LENGTH,
    example: ['산책', 'seoul'],
    optional: true,
  })
  tags?: string[];

  @EnumField({
    description: 'Who sees it once it is published.',
    values: VISIBILITIES,
    name: 'Visibility',
    optional: true,
  })
  visibility?: Visibility;

  @TextField(CONTENT_WARNING)
  contentWarning?: string | null;

  @BooleanField(SENSITIVE)
  sensitive?: boolean;

  @ReasonField()
  reason!: string;
}

/** A post as administrators see it. */
export class AdminPostDto extends PostDto {
  @BooleanField({
    description: 'Whether it is there for others: neither deleted nor deactivated.',
    example: true,
  })
  isActive!: boolean;
}
