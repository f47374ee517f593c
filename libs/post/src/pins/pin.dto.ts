import { ListField } from '#libs/http';
import type { PostId } from '../post/post.js';

/** Most ids that are read; more than can be pinned, so that the refusal says how many can. */
const MOST_IDS = 100;

/** Which posts are to be pinned. */
export class PinPostsDto {
  @ListField({
    description: 'Published posts of my own, in the order to show them; at most 3.',
    of: 'id',
    maxItems: MOST_IDS,
    unique: true,
    example: [],
  })
  postIds!: PostId[];
}
