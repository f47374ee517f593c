import {
  BooleanField,
  type Check,
  EnumField,
  IdField,
  ListField,
  ObjectField,
  TextField,
  TimeField,
} from '#libs/http';
import { isVisible } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { PollInputDto } from './poll-input.dto.js';
import {
  BODY_LENGTH,
  IMAGES_PER_POST,
  POST_STATUSES,
  type PostId,
  type PostStatus,
  TAG_LENGTH,
  TAGS_PER_POST,
  TITLE_LENGTH,
  VISIBILITIES,
  type Visibility,
  WARNING_LENGTH,
} from './post.js';

const title = {
  description: 'Title; without it, the first line of the body, or nothing when that is empty.',
  minLength: 1,
  maxLength: TITLE_LENGTH,
  example: '마루에서 만나요',
};
/** A text that is not empty must have something to be seen. */
const emptyOrVisible: Check = {
  code: 'blank',
  detail: 'It must be empty or have something to be seen.',
  passes: (value) => typeof value !== 'string' || value === '' || isVisible(value),
};
const body = {
  kind: 'lines' as const,
  description: 'Text. May be empty when the post has a picture or a poll, or is a quote.',
  maxLength: BODY_LENGTH,
  example: '토요일 세 시, 서울숲.',
  check: emptyOrVisible,
};
const visibility = {
  description: 'Whom the author wants to see it once it is published.',
  values: VISIBILITIES,
  name: 'Visibility',
};
const tags = {
  description: 'Tags. Spellings that differ only by letter case or Unicode form are one tag.',
  of: 'text' as const,
  minLength: 1,
  maxItems: TAGS_PER_POST,
  maxLength: TAG_LENGTH,
  example: ['산책', 'seoul'],
};
const mediaIds = {
  description: 'Own uploaded pictures that are in no other post, in the order to show them.',
  of: 'id' as const,
  maxItems: IMAGES_PER_POST,
  unique: true,
  example: [],
};
/** How an author or an administrator warns of a post. */
export const CONTENT_WARNING = {
  description: 'What to warn of before the post is shown; `null` for no warning.',
  minLength: 1,
  maxLength: WARNING_LENGTH,
  example: '높은 곳',
  nullable: true,
  optional: true,
};
export const SENSITIVE = {
  description:
    'Whether it is not for everybody’s eyes. Warned and sensitive posts are left out of explore and trending.',
  example: false,
  optional: true,
};
const publishAt = {
  description:
    'When to publish the draft by itself, a minute to a year ahead; `null` for by hand. Only with the status `draft`.',
  nullable: true,
  optional: true,
  // The example of a post is published at once.
  example: null,
};

/** A new post. */
export class PublishPostDto {
  @TextField({ ...title, optional: true })
  title?: string;

  @TextField({
    ...body,
    description: 'Text. Required unless the post has a picture or a poll, or is a quote.',
    optional: true,
  })
  body?: string;

  @EnumField({
    description: 'A draft is for its author only. Default `published`.',
    values: POST_STATUSES,
    name: 'PostStatus',
    example: 'published',
    optional: true,
  })
  status?: PostStatus;

  @EnumField({ ...visibility, optional: true })
  visibility?: Visibility;

  @ListField({ ...tags, optional: true })
  tags?: string[];

  @ListField({ ...mediaIds, optional: true })
  mediaIds?: MediaId[];

  @TextField(CONTENT_WARNING)
  contentWarning?: string | null;

  @BooleanField(SENSITIVE)
  sensitive?: boolean;

  @TimeField(publishAt)
  publishAt?: string | null;
  @IdField({
    description: 'A post to quote, which everybody can see. It can’t be exchanged later.',
    optional: true,
  })
  quotedPostId?: PostId;

  @ObjectField(() => PollInputDto, {
    description: 'What the post asks; `null` for no poll.',
    nullable: true,
    optional: true,
  })
  poll?: PollInputDto | null;
}

/** A change of a post; what is absent stays. */
export class EditPostDto {
  @TextField({ ...title, description: 'Title. The address of the post stays.', optional: true })
  title?: string;

  @TextField({ ...body, optional: true })
  body?: string;

  @EnumField({
    description: '`published` publishes a draft. There is no way back.',
    values: POST_STATUSES,
    name: 'PostStatus',
    example: 'published',
    optional: true,
  })
  status?: PostStatus;

  @EnumField({ ...visibility, optional: true })
  visibility?: Visibility;

  @ListField({ ...tags, description: 'Tags, instead of those it has.', optional: true })
  tags?: string[];

  @ListField({ ...mediaIds, description: 'Pictures, instead of those it has.', optional: true })
  mediaIds?: MediaId[];

  @TextField(CONTENT_WARNING)
  contentWarning?: string | null;

  @BooleanField(SENSITIVE)
  sensitive?: boolean;

  @TimeField({ ...publishAt, description: `${publishAt.description} It ends a \`publishError\`.` })
  publishAt?: string | null;

  @ObjectField(() => PollInputDto, {
    description:
      'What the post asks, instead of what it asked; `null` takes the poll away. Only while nobody has voted.',
    nullable: true,
    optional: true,
  })
  poll?: PollInputDto | null;
}

/** A picture for a post. */
export class AddImageDto {
  @IdField({ description: 'An own uploaded picture that is in no post.' })
  mediaId!: MediaId;
}
