import { Injectable } from '@nestjs/common';
import { NotFound } from '#libs/http';
import { DomainError, type MaybeViewer } from '#libs/kernel';
import type { CommentId } from './comment.js';
import { CommentRowReader } from './comment-row.reader.js';

/** Who may see which comments. */
@Injectable()
export class CommentPolicy {
  constructor(private readonly rows: CommentRowReader) {}

  /** Those of the comments that the viewer can read and react to: tombstones are not among them. */
  visibleTo(viewer: MaybeViewer, ids: readonly CommentId[]): Promise<Set<CommentId>> {
    return this.rows.visible(viewer, ids);
  }

  /** @throws DomainError `not-found` when the viewer can't see the comment, or sees only its tombstone */
  async assertVisible(viewer: MaybeViewer, commentId: CommentId): Promise<void> {
    const visible = await this.visibleTo(viewer, [commentId]);
    if (!visible.has(commentId)) {
      throw new DomainError(NotFound);
    }
  }

  /** @throws DomainError `not-found` when the comment isn't in its thread for the viewer, not even as a tombstone */
  async assertInThread(viewer: MaybeViewer, commentId: CommentId): Promise<void> {
    if (!(await this.rows.isInThread(viewer, commentId))) {
      throw new DomainError(NotFound);
    }
  }
}
