import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { CommentAdded, CommentRemoved } from '#libs/events';
import {
  complete,
  Forbidden,
  type Form,
  notThere,
  orNotFound,
  PreconditionFailed,
  Refusals,
} from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { type PostId, PostPolicy } from '#libs/post';
import { ParentNotFound } from '../comment/comment.errors.js';
import { type CommentId, type Place, replyTo, TOP_LEVEL } from '../comment/comment.js';
import { CommentRepository } from '../comment/comment.repository.js';
import { type ChangeableComment, CommentRowReader } from '../comment/comment-row.reader.js';
import { CommentReferencesService } from '../references/comment-references.service.js';

/** What a person writes. */
export interface CommentDraft {
  /** 1–5,000 code points. */
  readonly body: string;
  /** The comment to answer; absent to comment on the post itself. */
  readonly parentId?: CommentId | undefined;
}

/** Writes, edits and removes comments. */
@Injectable()
export class CommentService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly posts: PostPolicy,
    private readonly comments: CommentRepository,
    private readonly rows: CommentRowReader,
    private readonly references: CommentReferencesService,
  ) {}

  /**
   * Comments on a post or answers a comment under it.
   *
   * @throws DomainError `not-found` when the post can't be seen, `parent-not-found`, `token-revoked` when the author
   *   has just been suspended or deleted
   */
  write(viewer: Viewer, postId: PostId, draft: CommentDraft): Promise<CommentId> {
    return this.work.run(async () => {
      const authorId = viewer.userId;
      await this.posts.assertVisible(viewer, postId);
      const place = await this.placeOf(viewer, postId, draft.parentId);
      const words = await this.references.read(draft.body);
      const commentId = await this.comments.insert({ ...place, postId, authorId, ...words });
      await this.events.publish(
        new CommentAdded({ commentId, postId, parentId: place.parentId, authorId }),
      );
      await this.references.follow({ id: commentId, postId, authorId }, words);
      return commentId;
    });
  }

  /**
   * The same for a form, some of whose fields may be malformed.
   *
   * @throws DomainError that tells all that is refused: `validation-failed`, `parent-not-found`; or `not-found`
   */
  async fillIn(
    viewer: Viewer,
    postId: PostId,
    { fields, errors }: Form<CommentDraft>,
  ): Promise<CommentId> {
    const { parentId } = fields;
    if (errors.length > 0) {
      const refusals = new Refusals(errors);
      await this.posts.assertVisible(viewer, postId);
      if (parentId !== undefined && !(await this.rows.place(viewer, postId, parentId))) {
        refusals.refuse('/parentId', ParentNotFound);
      }
      refusals.throwIfAny();
    }
    return this.write(viewer, postId, { body: complete(fields.body), parentId });
  }

  /**
   * Changes the text of an own comment.
   *
   * @param expected version that the editor saw, or `undefined`
   * @throws DomainError `not-found`, `forbidden`, `precondition-failed`
   */
  edit(
    viewer: Viewer,
    commentId: CommentId,
    body: string,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      const { authorId, postId } = await this.seen(viewer, commentId);
      if (authorId !== viewer.userId) {
        throw new DomainError(Forbidden);
      }
      const earlier = orNotFound(await this.comments.words(commentId));
      const words = await this.references.read(body, earlier);
      if (!(await this.comments.changeBody(commentId, authorId, words, expected))) {
        // Somebody removed the comment meanwhile, or edited it.
        await this.seen(viewer, commentId);
        throw new DomainError(PreconditionFailed);
      }
      await this.references.follow({ id: commentId, postId, authorId }, words, earlier);
    });
  }

  /**
   * Deletes an own comment, whatever has become of its post, or one under an own post.
   *
   * @param expected version that the viewer saw, or `undefined`
   * @throws DomainError `not-found`, `forbidden`, `precondition-failed`
   */
  remove(viewer: Viewer, commentId: CommentId, expected: number | undefined): Promise<void> {
    return this.work.run(async () => {
      const { authorId, postAuthorId, postId, parentId } = await this.removable(viewer, commentId);
      if (viewer.userId !== authorId && viewer.userId !== postAuthorId) {
        throw new DomainError(Forbidden);
      }
      if (!(await this.comments.markDeleted(commentId, authorId, viewer.userId, expected))) {
        await this.removable(viewer, commentId);
        throw notThere(expected);
      }
      await this.events.publish(new CommentRemoved({ commentId, postId, parentId, authorId }));
    });
  }

  private async placeOf(
    viewer: Viewer,
    postId: PostId,
    parentId: CommentId | undefined,
  ): Promise<Place> {
    if (parentId === undefined) {
      return TOP_LEVEL;
    }
    const answered = await this.rows.place(viewer, postId, parentId);
    if (answered === undefined) {
      throw new DomainError(ParentNotFound);
    }
    return replyTo(answered);
  }

  private async seen(viewer: Viewer, commentId: CommentId): Promise<ChangeableComment> {
    return orNotFound(await this.rows.changeable(viewer, commentId));
  }

  private async removable(viewer: Viewer, commentId: CommentId): Promise<ChangeableComment> {
    return orNotFound(await this.rows.removable(viewer, commentId));
  }
}
