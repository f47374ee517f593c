import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  ListField,
  ObjectField,
  PageQuery,
  SearchField,
  TextField,
  TimeField,
} from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import type { PostId } from '#libs/post';
import { EntityDto, MOST_ENTITIES } from '#libs/rich-text';
import { type CommentId, MAX_COMMENT_LENGTH, MAX_DEPTH } from '../comment/comment.js';
import type { CommentRow } from '../comment/comment-row.reader.js';
import { COMMENT_SORTS, type CommentSort } from './comment-sorts.sql.js';

/** How texts are searched. */
export const FOUND_ANYWHERE =
  'all of them, found anywhere, without regard to case and Unicode form; one must have two characters';

/** The largest number that a counter can hold. */
const MAX_COUNT = 2_147_483_647;

/** What the signed-in person has to do with a comment. */
export class CommentViewerDto {
  @BooleanField({ description: 'Whether I like it; false for a tombstone.' })
  liked!: boolean;
}

/** A comment, or the tombstone of one that has replies. */
export class CommentDto {
  @IdField({ description: 'Its id.' })
  id!: CommentId;

  @IdField({ description: 'The post that it stands under.' })
  postId!: PostId;

  @IdField({ nullable: true, description: 'The comment that it answers; null at the top level.' })
  parentId!: CommentId | null;

  @IntegerField({ min: 0, max: MAX_DEPTH, description: '0 at the top level.' })
  depth!: number;

  @TextField({
    kind: 'lines',
    nullable: true,
    maxLength: MAX_COMMENT_LENGTH,
    description: 'The text; null for a tombstone.',
  })
  body!: string | null;

  @ListField({
    of: EntityDto,
    maxItems: MOST_ENTITIES,
    description:
      'What the text refers to, in its order; nothing for a tombstone. Who can’t be shown stays text.',
  })
  entities!: EntityDto[];

  @ObjectField(() => UserSummaryDto, {
    nullable: true,
    description: 'Who wrote it; null for a tombstone.',
  })
  author!: UserSummaryDto | null;

  @BooleanField({
    description:
      'Whether this is only the tombstone of a comment that can’t be seen but has replies.',
  })
  isDeleted!: boolean;

  @IntegerField({
    min: 0,
    max: MAX_COUNT,
    description: 'Likes by active people; 0 for a tombstone.',
  })
  likeCount!: number;

  @IntegerField({
    min: 0,
    max: MAX_COUNT,
    description: 'Direct replies by active people, tombstones not counted; also below a tombstone.',
  })
  replyCount!: number;

  @TimeField({ description: 'When it was written.' })
  createdAt!: string;

  @TimeField({ description: 'Last change of the text.' })
  updatedAt!: string;

  @ObjectField(() => CommentViewerDto, {
    nullable: true,
    description: 'Null when nobody is signed in.',
  })
  viewer!: CommentViewerDto | null;
}

/** A new comment. */
export class WriteCommentDto {
  @TextField({
    kind: 'lines',
    minLength: 1,
    maxLength: MAX_COMMENT_LENGTH,
    description: 'The text.',
    example: '좋은 글이네요!',
  })
  body!: string;

  @IdField({
    optional: true,
    description:
      'The comment to answer; leave it out for the top level. An answer to a comment at depth 8 becomes its sibling.',
  })
  parentId?: CommentId;
}

/** A changed comment. */
export class EditCommentDto {
  @TextField({
    kind: 'lines',
    minLength: 1,
    maxLength: MAX_COMMENT_LENGTH,
    description: 'The new text.',
    example: 'What a morning!',
  })
  body!: string;
}

/** Which comments of a post, in which order. */
export class PostCommentsQuery extends PageQuery {
  @SearchField({
    optional: true,
    description: `Only comments, at all levels, whose text contains these words, ${FOUND_ANYWHERE}.`,
    example: '서울숲',
  })
  q?: string;

  @EnumField({
    values: COMMENT_SORTS,
    name: 'CommentSort',
    optional: true,
    description: 'Newest first when left out.',
  })
  sort?: CommentSort;

  @TextField({
    optional: true,
    minLength: 1,
    maxLength: 30,
    description:
      'Only comments, at all levels, whose author’s nickname contains this text, without regard to case and Unicode form; one character is enough.',
  })
  nickname?: string;
}

/** Which of my comments. */
export class MyCommentsQuery extends PageQuery {
  @SearchField({
    optional: true,
    description: `Words in the text, ${FOUND_ANYWHERE}.`,
    example: '서울숲',
  })
  q?: string;
}

/** In which order replies come. */
export class RepliesQuery extends PageQuery {
  @EnumField({
    values: COMMENT_SORTS,
    name: 'CommentSort',
    optional: true,
    description: 'Oldest first when left out.',
  })
  sort?: CommentSort;
}

/** Presents a row to a viewer. */
export function presentComment(
  row: Omit<CommentRow, 'author' | 'entities' | 'mentioned'>,
  author: UserSummaryDto | null,
  entities: EntityDto[],
  signedIn: boolean,
): CommentDto {
  return {
    id: row.id,
    postId: row.postId,
    parentId: row.parentId,
    depth: row.depth,
    body: row.body,
    entities,
    author,
    isDeleted: author === null,
    likeCount: row.likeCount,
    replyCount: row.replyCount,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    viewer: signedIn ? { liked: row.liked } : null,
  };
}
