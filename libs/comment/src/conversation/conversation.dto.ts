import {
  CursorField,
  EnumField,
  IntegerField,
  ListField,
  ObjectField,
  PageQuery,
} from '#libs/http';
import { PostDto } from '#libs/post';
import { MAX_DEPTH } from '../comment/comment.js';
import { CommentDto } from '../reading/comment.dto.js';
import { COMMENT_SORTS, type CommentSort } from '../reading/comment-sorts.sql.js';

/** Most replies of one comment that a conversation shows. */
export const MAX_REPLIES = 20;

/** A comment with the first replies to it. */
export class ConversationCommentDto extends CommentDto {
  @ListField({
    of: ConversationCommentDto,
    maxItems: MAX_REPLIES,
    description: 'The first replies, oldest first, each with its own.',
  })
  replies!: ConversationCommentDto[];

  @CursorField({
    nullable: true,
    description:
      'Where the replies go on: the `cursor` of `GET /v1/comments/{commentId}/replies`, without `sort`; `null` when all are here.',
  })
  nextReplies!: string | null;
}

/** How much of a conversation. */
export class ConversationQuery extends PageQuery {
  @EnumField({
    values: COMMENT_SORTS,
    name: 'CommentSort',
    optional: true,
    description: 'Order of the top level; newest first when left out. Replies come oldest first.',
  })
  sort: CommentSort = 'latest';

  @IntegerField({
    min: 1,
    max: MAX_REPLIES,
    default: 3,
    optional: true,
    description: 'Most replies of each comment.',
    example: 3,
  })
  replies = 3;

  @IntegerField({
    min: 1,
    max: MAX_DEPTH,
    default: 3,
    optional: true,
    description: 'How many levels of replies are shown below the top level.',
    example: 3,
  })
  depth = 3;
}

/** A comment and what it answers: what a link to one comment needs. */
export class CommentContextDto {
  @ObjectField(() => PostDto, { description: 'The post that the comment stands under.' })
  post!: PostDto;

  @ListField({
    of: CommentDto,
    maxItems: MAX_DEPTH,
    description: 'The comments that are answered, from the top level down; tombstones among them.',
  })
  ancestors!: CommentDto[];

  @ObjectField(() => CommentDto, { description: 'The comment itself, or its tombstone.' })
  comment!: CommentDto;
}
