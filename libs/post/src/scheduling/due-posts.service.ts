import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { PostPublishFailed } from '#libs/events';
import { DomainError } from '#libs/kernel';
import { PostListingService } from '../listing/post-listing.service.js';
import { PostRepository, type StoredPost } from '../post/post.repository.js';
import { EditingService } from '../writing/editing.service.js';
import { type DuePost, DuePostRepository } from './due-post.repository.js';

/** Why a draft stays one whose author, or which itself, is not active when its time comes. */
const NOT_PERMITTED = 'not-permitted';

/** Publishes drafts whose time has come, as their authors would by hand. */
@Injectable()
export class DuePostsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PersonHoldRepository,
    private readonly listing: PostListingService,
    private readonly posts: PostRepository,
    private readonly drafts: DuePostRepository,
    private readonly editing: EditingService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Publishes a draft by the rights that its author has now, or keeps it with the reason. Does nothing when it is not due
   * any more, or somebody else holds it. May be repeated.
   */
  async publish(due: DuePost): Promise<void> {
    try {
      await this.take(due, async (post, authorIsOpen) => {
        if (post.isActive && (await this.people.isActive(due.authorId))) {
          await this.editing.change(post, { status: 'published' }, authorIsOpen);
        } else {
          await this.keep(post, NOT_PERMITTED);
        }
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.problem.kind !== 'refused') {
        throw error;
      }
      // What it began is undone; somebody may have changed the draft since.
      await this.take(due, (post) => this.keep(post, error.problem.code));
    }
  }

  /** Holds the author, then the draft: the order of all who edit. */
  private take(
    { id, authorId }: DuePost,
    act: (post: StoredPost, authorIsOpen: boolean) => Promise<void>,
  ): Promise<void> {
    return this.work.run(async () => {
      const authorIsOpen = await this.listing.holdAuthor(authorId);
      const post = await this.posts.takeDue(id);
      if (post !== undefined) {
        await act(post, authorIsOpen);
      }
    });
  }

  private async keep({ id, authorId }: StoredPost, error: string): Promise<void> {
    await this.drafts.keep(id, error);
    await this.events.publish(new PostPublishFailed({ postId: id, authorId }));
  }
}
