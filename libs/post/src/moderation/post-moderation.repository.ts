import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Post, PostContent, WithEntities } from '../post/post.js';
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
    content: PostContent & WithEntities,
    { isActive, edited }: { readonly isActive: boolean; readonly edited: boolean },
  ): Promise<void> {
    const isActiveValue = sql.value(isActive);
    await this.work.execute(
      sql`
      update post
      set
        title = ${content.title},
        body = ${content.body},
        entities = ${sql.json(content.entities)},
        visibility = ${content.visibility},
        content_warning = ${content.contentWarning},
        sensitive = ${content.sensitive},
        is_active = ${isActiveValue},
        deleted_at = case when not ${isActiveValue} then deleted_at end,
        version = version + 1,
        updated_at = case when ${edited} then now() else updated_at end
      where id = ${post.id}
      `,
    );
    if (content.title !== post.title || content.body !== post.body) {
      await this.search.index({ ...content, id: post.id }, false);
    }
  }
}
