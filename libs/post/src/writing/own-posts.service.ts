import { Injectable } from '@nestjs/common';
import { assertVersion, orNotFound, PreconditionFailed } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import type { PostContent, PostId, WithEntities } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { PostRepository, type StoredPost } from '../post/post.repository.js';
import type { PostEdit } from '../post/post-change.js';

/** Posts in the hands of their authors. In the transaction of the caller. */
@Injectable()
export class OwnPostsService {
  constructor(
    private readonly policy: PostPolicy,
    private readonly posts: PostRepository,
  ) {}

  /**
   * Takes a post for a change, until the transaction ends.
   *
   * @param expected the version that the author has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `forbidden`, `precondition-failed`
   */
  async take(viewer: Viewer, postId: PostId, expected: number | undefined): Promise<StoredPost> {
    await this.policy.assertOwner(viewer, postId);
    const post = orNotFound(await this.posts.take(postId, viewer.userId));
    assertVersion(expected, post.version);
    return post;
  }

  /** Stores an edit of a taken post, and what the post said before if others may have read it. */
  async store(
    post: StoredPost,
    { content, rewritten }: PostEdit & { readonly content: PostContent & WithEntities },
  ): Promise<void> {
    if (rewritten) {
      await this.posts.keepRevision(post);
    }
    if (!(await this.posts.update(post, content))) {
      throw new DomainError(PreconditionFailed);
    }
  }

  /** Deletes a taken post, softly. */
  async delete(post: StoredPost): Promise<void> {
    if (!(await this.posts.markDeleted(post))) {
      throw new DomainError(PreconditionFailed);
    }
  }
}
