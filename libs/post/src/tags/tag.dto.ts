import {
  DateField,
  EnumField,
  IntegerField,
  ListField,
  pageOf,
  PageQuery,
  TextField,
} from '#libs/http';
import { TAG_LENGTH } from '../post/post.js';
import type { TagOrder } from './tag.reader.js';
import { TAG_TREND_DAYS, type TagDay } from './tag-trend.js';

const MAX_COUNT = 2_147_483_647;

export const TAG_SORTS = ['popular', 'name', 'trending'] as const satisfies (
  TagOrder | 'trending'
)[];
/** Most used first, by name, or most used in these days first. */
export type TagSort = (typeof TAG_SORTS)[number];

/** A tag. */
export class TagDto {
  @TextField({
    description: 'In the spelling of its first user.',
    maxLength: TAG_LENGTH,
    example: '산책',
  })
  name!: string;

  @IntegerField({
    description: 'Posts with it that everyone can see.',
    min: 0,
    max: MAX_COUNT,
    example: 42,
  })
  postCount!: number;
}

/** How often a tag was given on a day. */
export class TagDayDto implements TagDay {
  @DateField({ description: 'The day, in UTC.', example: '2026-01-31' })
  day!: string;

  @IntegerField({
    description: 'Posts with it of that day that everyone can see.',
    min: 0,
    max: MAX_COUNT,
    example: 3,
  })
  posts!: number;
}

/** A tag that is used in these days. */
export class TrendingTagDto extends TagDto {
  @IntegerField({
    description: 'People who published a post with it in these days.',
    min: 0,
    max: MAX_COUNT,
    example: 5,
  })
  recentPeople!: number;

  @IntegerField({
    description: 'Posts with it that were published in these days.',
    min: 0,
    max: MAX_COUNT,
    example: 8,
  })
  recentPosts!: number;

  @ListField({
    description: 'Each of these days, the oldest first.',
    of: TagDayDto,
    minItems: TAG_TREND_DAYS,
    maxItems: TAG_TREND_DAYS,
  })
  history!: TagDayDto[];
}

/** A page of tags; of trending ones with `sort=trending`. */
export const TagPage = pageOf(TagDto, TrendingTagDto);

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
    description:
      'Most used first and by name among equals; all by name; or only those of posts of the last seven days, those that most people gave lately first, which come as `TrendingTag`.',
    values: TAG_SORTS,
    name: 'TagSort',
    default: 'popular',
    optional: true,
  })
  sort: TagSort = 'popular';
}
