import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Post, PostContent } from '../post/post.js';
import { PostSearch } from '../post/post-search.js';

/** Writes what administrators do to posts. */
@Injectable()
export class PostModerationRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly search: PostSearch,
  ) {}

  /**
   * Stores what an administrator made of a taken post, one version further. A restored post is not deleted
   * any more. Only an edit is a change of the content.
   */
  async store(
    post: Post,
    content: PostContent,
    { isActive, edited }: { readonly isActive: boolean; readonly edited: boolean },
  ): Promise<void> {
    await this.work.execute(
      `
      update post
      set
        title = $2,
        body = $3,
        visibility = $4,
        is_active = $5,
        deleted_at = case when not $5 then deleted_at end,
        version = version + 1,
        updated_at = case when $6 then now() else updated_at end
      where id = $1
      `,
      [post.id, content.title, content.body, content.visibility, isActive, edited],
    );
    if (content.title !== post.title || content.body !== post.body) {
      await this.search.index({ ...content, id: post.id }, false);
    }
  }
}
