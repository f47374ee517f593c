import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId, PostStatus, Visibility } from '../post/post.js';

/** A quote from which was just taken what it quotes. */
export interface DetachedQuote {
  readonly authorId: UserId;
  readonly isActive: boolean;
  readonly status: PostStatus;
  readonly visibility: Visibility;
}

/** Writes of quotes. */
@Injectable()
export class QuoteRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Takes a post out of a quote of it. @returns the quote, or `undefined` when the post was not in it any more */
  async detach(postId: PostId, quotingPostId: PostId): Promise<DetachedQuote | undefined> {
    const { rows } = await this.work.execute<DetachedQuote>(
      sql`
      update post
      set is_detached = true
      where id = ${quotingPostId} and quoted_id = ${postId} and not is_detached
      returning author_id as "authorId", is_active as "isActive", status, visibility
      `,
    );
    return rows[0];
  }
}
