import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound, type OwnershipPolicy } from '#libs/http';
import { DomainError, type MaybeViewer, type Viewer } from '#libs/kernel';
import { NotShareable } from './post.errors.js';
import type { PostId } from './post.js';
import { PostRowReader } from './post-row.reader.js';

/** Who may see and change which posts. */
@Injectable()
export class PostPolicy implements OwnershipPolicy {
  constructor(private readonly rows: PostRowReader) {}

  /** Those of the posts that the viewer may see. */
  visibleTo(viewer: MaybeViewer, ids: readonly PostId[]): Promise<Set<PostId>> {
    return this.rows.visible(viewer, ids);
  }

  /** @throws DomainError `not-found` when the viewer may not see the post */
  async assertVisible(viewer: MaybeViewer, postId: PostId): Promise<void> {
    const visible = await this.visibleTo(viewer, [postId]);
    if (!visible.has(postId)) {
      throw new DomainError(NotFound);
    }
  }

  /** Whether the viewer may pass a post on: everybody can see it, and so can the viewer. */
  isShareable(viewer: Viewer, postId: PostId): Promise<boolean> {
    return this.rows.isListed(viewer, postId);
  }

  /** @throws DomainError `not-shareable` */
  async assertShareable(viewer: Viewer, postId: PostId): Promise<void> {
    if (!(await this.isShareable(viewer, postId))) {
      throw new DomainError(NotShareable);
    }
  }

  /** @throws DomainError `not-found`; `forbidden` for what the viewer may see but didn't write */
  async assertOwner(viewer: Viewer, postId: PostId): Promise<void> {
    await this.assertVisible(viewer, postId);
    if ((await this.rows.authorOf(postId)) !== viewer.userId) {
      throw new DomainError(Forbidden);
    }
  }

  /**
   * The history of a post is for its author, and for administrators whatever the state of the post.
   *
   * @throws DomainError `not-found`; `forbidden` for others who see the post
   */
  async assertHistoryReadable(viewer: Viewer, postId: PostId): Promise<void> {
    const isAdministrator = viewer.role !== 'user';
    if (!isAdministrator || (await this.rows.authorOf(postId)) === undefined) {
      await this.assertOwner(viewer, postId);
    }
  }
}
