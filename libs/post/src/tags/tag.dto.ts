import { EnumField, IntegerField, PageQuery, TextField } from '#libs/http';
import { TAG_LENGTH } from '../post/post.js';
import { TAG_SORTS, type TagSort } from './tag.reader.js';

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
    max: 2_147_483_647,
    example: 42,
  })
  postCount!: number;
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
