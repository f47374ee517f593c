import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { QuoteDetached } from '#libs/events';
import { orNotFound } from '#libs/http';
import { isListed, type PostId } from '../post/post.js';
import { QuoteReader } from './quote.reader.js';
import { QuoteRepository } from './quote.repository.js';

/** What the author of a quoted post does to quotes. */
@Injectable()
export class QuoteService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly quotes: QuoteRepository,
    private readonly reader: QuoteReader,
    private readonly people: PersonHoldRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Takes a post out of a quote of it, for good. The quote keeps its text. Doing it twice changes nothing the second time.
   *
   * @throws DomainError `not-found` when that is no quote of the post
   */
  async detach(postId: PostId, quotingPostId: PostId): Promise<void> {
    await this.work.run(async () => {
      const authorId = orNotFound(await this.reader.authorOf(postId, quotingPostId));
      // Before the quote: people are locked first.
      await this.people.hold([authorId]);
      const quote = await this.quotes.detach(postId, quotingPostId);
      if (quote !== undefined) {
        const wasListed = quote.isActive && isListed(quote);
        await this.events.publish(
          new QuoteDetached({ postId: quotingPostId, authorId, quotedPostId: postId, wasListed }),
        );
      }
    });
  }
}
