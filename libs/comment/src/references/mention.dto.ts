import { ObjectField, TimeField } from '#libs/http';
import { PostDto } from '#libs/post';
import { CommentDto } from '../reading/comment.dto.js';

/** What mentions me: a post or a comment. */
export class MentionDto {
  @ObjectField(() => PostDto, {
    description: 'The post; `null` when it is a comment.',
    nullable: true,
  })
  post!: PostDto | null;

  @ObjectField(() => CommentDto, {
    description: 'The comment; `null` when it is a post.',
    nullable: true,
  })
  comment!: CommentDto | null;

  @TimeField({ description: 'When it first mentioned me.' })
  createdAt!: string;
}
