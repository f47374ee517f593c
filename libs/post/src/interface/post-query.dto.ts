import type { UserId } from '#libs/kernel';
import { BooleanField, EnumField, IdField, ListField, PageQuery, TextField } from '#libs/platform';
import {
  BODY_LENGTH,
  POST_STATUSES,
  type PostStatus,
  TAG_LENGTH,
  TAGS_PER_POST,
  TITLE_LENGTH,
  VISIBILITIES,
  type Visibility,
} from '../domain/post.js';
import { POST_SORTS, type PostSort, TAG_MODES, type TagMode } from '../domain/post-filter.js';
import { TAG_SORTS, type TagSort } from '../infrastructure/tag.reader.js';

const FOUND_ANYWHERE = 'found anywhere, without regard to case';

/** Which public posts. */
export class PostListQuery extends PageQuery {
  @TextField({
    description: `Text in the title, ${FOUND_ANYWHERE}.`,
    minLength: 1,
    maxLength: TITLE_LENGTH,
    example: '마루',
    optional: true,
  })
  title?: string;

  @TextField({
    description: `Text in the body, ${FOUND_ANYWHERE}.`,
    minLength: 1,
    maxLength: BODY_LENGTH,
    example: '서울숲',
    optional: true,
  })
  body?: string;

  @TextField({
    description: `Text in the nickname of the author, ${FOUND_ANYWHERE}.`,
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
    description: 'Newest first, most liked first, or most seen first.',
    values: POST_SORTS,
    name: 'PostSort',
    default: 'latest',
    optional: true,
  })
  sort: PostSort = 'latest';

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

/** Which tags. */
export class TagListQuery extends PageQuery {
  @TextField({
    description: 'How the tag begins, without regard to case and Unicode form.',
    maxLength: TAG_LENGTH,
    example: '산',
    optional: true,
  })
  prefix?: string;

  @EnumField({
    description: 'Most used first and by name among equals, or all by name.',
    values: TAG_SORTS,
    name: 'TagSort',
    default: 'popular',
    optional: true,
  })
  sort: TagSort = 'popular';
}
