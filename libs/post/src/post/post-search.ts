import type { MaybeViewer, Page, PageRequest, SoughtWords, UserId } from '#libs/kernel';
import type { PostId } from './post.js';
import type { PlainSort, PostFilter } from './post-filter.js';

/** What a post says. */
export interface SearchedPost {
  readonly id: PostId;
  readonly title: string;
  readonly body: string;
}

/** Which posts an administrator asks for. */
export interface AdminPostFilter {
  readonly words: SoughtWords;
  readonly isActive?: boolean | undefined;
  readonly authorId?: UserId | undefined;
}

/**
 * Finds posts by what they say: a port, so that a search server can take over from the database. Whoever
 * answers it asks the one rule of what is in lists of everybody, for each hit.
 */
export abstract class PostSearch {
  /**
   * In the transaction that changes the post.
   *
   * @param asNewest whether it is found before all others from now on: it is new, or was just published
   */
  abstract index(post: SearchedPost, asNewest: boolean): Promise<void>;

  /** In the transaction that removes the posts for good. */
  abstract remove(ids: readonly PostId[]): Promise<void>;

  /**
   * One page of posts that everyone may see, hold the words and pass the filter, without those across a block of the
   * viewer. @throws DomainError `invalid-cursor`
   */
  abstract find(
    viewer: MaybeViewer,
    filter: PostFilter,
    sort: PlainSort,
    page: PageRequest,
  ): Promise<Page<PostId>>;

  /** One page of posts in any state, the last written or published first. @throws DomainError `invalid-cursor` */
  abstract findAny(filter: AdminPostFilter, page: PageRequest): Promise<Page<PostId>>;
}
