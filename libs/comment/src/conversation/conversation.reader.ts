import { Injectable } from '@nestjs/common';
import type { MaybeViewer, Page } from '#libs/kernel';
import { type PostId, PostReader } from '#libs/post';
import type { CommentId } from '../comment/comment.js';
import type { CommentDto } from '../reading/comment.dto.js';
import { CommentReader } from '../reading/comment.reader.js';
import { CommentListReader } from '../reading/comment-list.reader.js';
import { cursorOfReplies } from '../reading/comment-sorts.sql.js';
import type {
  CommentContextDto,
  ConversationCommentDto,
  ConversationQuery,
} from './conversation.dto.js';
import { ConversationIdsReader, type ReplyPlace } from './conversation-ids.reader.js';

/** Most comments of one answer. */
const MAX_COMMENTS = 300;

/** Comments together with what they answer, and with what answers them. */
@Injectable()
export class ConversationReader {
  constructor(
    private readonly ids: ConversationIdsReader,
    private readonly lists: CommentListReader,
    private readonly comments: CommentReader,
    private readonly posts: PostReader,
  ) {}

  /**
   * One page of the top level under a post that the viewer is known to see, with the replies below: the same number of
   * statements however much there is.
   *
   * @throws DomainError `invalid-cursor`
   */
  async under(
    viewer: MaybeViewer,
    postId: PostId,
    { sort, replies, depth, ...request }: ConversationQuery,
  ): Promise<Page<ConversationCommentDto>> {
    const top = await this.lists.inThread(viewer, { topLevelOf: postId }, sort, request);
    const size = { replies, depth, comments: MAX_COMMENTS };
    const places = await this.ids.below(viewer, top.items, size);
    const shown = places.filter(({ isShown }) => isShown).map(({ id }) => id);
    const comments = await this.comments.hydrate(viewer, [...top.items, ...shown]);
    return { items: nested(top.items, places, comments), nextCursor: top.nextCursor };
  }

  /**
   * A comment, or its tombstone, with what it answers and the version of its text.
   *
   * @throws DomainError `not-found`
   */
  async around(
    viewer: MaybeViewer,
    commentId: CommentId,
  ): Promise<{ context: CommentContextDto; version: number }> {
    const { comment, version } = await this.comments.read(viewer, commentId);
    const { post } = await this.posts.read(viewer, comment.postId);
    const ancestors = await this.comments.hydrate(viewer, await this.ids.above(commentId));
    return { context: { post, ancestors, comment }, version };
  }
}

/** Puts comments below those that they answer. One that went away meanwhile takes its replies along. */
function nested(
  top: readonly CommentId[],
  places: readonly ReplyPlace[],
  comments: readonly CommentDto[],
): ConversationCommentDto[] {
  const known = new Map(comments.map((comment) => [comment.id, comment]));
  const below = new Map<CommentId, ReplyPlace[]>();
  for (const place of places) {
    const replies = below.get(place.parentId) ?? [];
    replies.push(place);
    below.set(place.parentId, replies);
  }
  const withReplies = (id: CommentId): ConversationCommentDto[] => {
    const comment = known.get(id);
    if (comment === undefined) {
      return [];
    }
    const replies = below.get(id) ?? [];
    const shown = replies.filter(({ isShown }) => isShown);
    const nextReplies = replies.length > shown.length ? cursorOfReplies(shown.at(-1)) : null;
    const first = shown.flatMap((reply) => withReplies(reply.id));
    return [Object.assign(comment, { replies: first, nextReplies })];
  };
  return top.flatMap(withReplies);
}
