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
import {
  POST_STATUSES,
  type PostStatus,
  TAG_LENGTH,
  TAGS_PER_POST,
  VISIBILITIES,
  type Visibility,
} from '../post/post.js';
import { POST_SORTS, type PostSort, TAG_MODES, type TagMode } from '../post/post-filter.js';

/** How texts are searched. */
export const FOUND_ANYWHERE =
  'all of them, found anywhere, without regard to case and Unicode form; one must have two characters';

/** Which public posts. */
export class PostListQuery extends PageQuery {
  @SearchField({
    description: `Words in the title or the body, ${FOUND_ANYWHERE}.`,
    example: '서울숲 산책',
    optional: true,
  })
  q?: string;

  @SearchField({
    description: `Words in the title, ${FOUND_ANYWHERE}.`,
    example: '마루',
    optional: true,
  })
  title?: string;

  @SearchField({
    description: `Words in the body, ${FOUND_ANYWHERE}.`,
    example: '서울숲',
    optional: true,
  })
  body?: string;

  @TextField({
    description:
      'Text in the nickname of the author, found anywhere, without regard to case and Unicode form; one character is enough.',
    minLength: 1,
    maxLength: 30,
    example: 'haneul',
    optional: true,
  })
  nickname?: string;

  @IdField({ description: 'Posts of this person.', optional: true })
  authorId?: UserId;

  @ListField({
    description: 'A tag, without regard to case and Unicode form. May be repeated.',
    of: 'text',
    minLength: 1,
    maxItems: TAGS_PER_POST,
    maxLength: TAG_LENGTH,
    example: ['산책'],
    optional: true,
  })
  tag?: string[];

  @EnumField({
    description: 'Whether a post must have each of the tags, or one of them.',
    values: TAG_MODES,
    name: 'TagMode',
    default: 'all',
    optional: true,
  })
  tagMode: TagMode = 'all';

  @EnumField({
    description:
      'Newest first, most liked first, most seen first, or most liked and answered in the last days first; those that nobody liked or answered follow, newest first.',
    values: POST_SORTS,
    name: 'PostSort',
    default: 'latest',
    optional: true,
  })
  sort: PostSort = 'latest';

  @BooleanField({
    description:
      'Whether trending posts may be sensitive or come with a warning; other sorts hold these anyway.',
    example: false,
    default: false,
    optional: true,
  })
  sensitive = false;

  @BooleanField({
    description: 'Leaves out my own posts.',
    example: false,
    default: false,
    optional: true,
  })
  excludeMe = false;
}

/** Which of my posts. */
export class MyPostsQuery extends PageQuery {
  @SearchField({
    description: `Words in the title or the body, ${FOUND_ANYWHERE}.`,
    example: '서울숲',
    optional: true,
  })
  q?: string;

  @EnumField({
    description: 'Only drafts, or only published posts.',
    values: POST_STATUSES,
    name: 'PostStatus',
    optional: true,
  })
  status?: PostStatus;

  @EnumField({
    description: 'Only posts of this visibility.',
    values: VISIBILITIES,
    name: 'Visibility',
    optional: true,
  })
  visibility?: Visibility;
}
