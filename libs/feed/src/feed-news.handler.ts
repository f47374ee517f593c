import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { PostPublished } from '#libs/events';
import { LiveSignals } from '#libs/live';
import { FEED_NEWS } from './feed-news.dto.js';

/** Tells streams of a post after its commit, once for however many followers: it costs the transaction nothing. */
@Injectable()
export class FeedNewsHandler {
  constructor(private readonly signals: LiveSignals) {}

  @InTransaction(PostPublished)
  published({ data }: PostPublished): Promise<void> {
    this.signals.tell(FEED_NEWS, [data.postId]);
    return Promise.resolve();
  }
}
