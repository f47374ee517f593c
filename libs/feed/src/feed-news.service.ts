import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isId, type UserId } from '#libs/kernel';
import { LiveTopics, type TopicFrame } from '#libs/live';
import type { PostId } from '#libs/post';
import { FEED_NEWS, FeedNewsDto } from './feed-news.dto.js';
import { FeedNewsReader } from './feed-news.reader.js';

/** Milliseconds between two frames to one person. */
const EVERY_MS = 10_000;
/** Milliseconds for which posts are gathered: one statement for all that is published meanwhile. */
const GATHER_MS = 500;

/** Tells people with open streams that their home feed has something new. */
@Injectable()
export class FeedNewsService implements OnModuleInit {
  constructor(
    private readonly topics: LiveTopics,
    private readonly news: FeedNewsReader,
  ) {}

  onModuleInit(): void {
    this.topics.register({
      name: FEED_NEWS,
      everyMs: EVERY_MS,
      gatherMs: GATHER_MS,
      frames: (keys, audience) => this.frames(keys, audience),
    });
  }

  private async frames(
    keys: readonly string[],
    audience: readonly UserId[],
  ): Promise<TopicFrame[]> {
    const posts = keys.filter((key): key is PostId => isId<'post'>(key));
    const readers = await this.news.readersOf(posts, audience);
    return [...readers].map((userId) => ({ userId, data: new FeedNewsDto() }));
  }
}
