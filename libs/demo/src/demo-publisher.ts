import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { type PostId, PublishingService } from '#libs/post';
import { type DemoPeople, personIn } from './demo-members.js';
import { DemoPainter } from './demo-painter.js';
import type { DemoPost } from './demo-posts.js';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Publishes the posts of the demo community, pictures included. */
@Injectable()
export class DemoPublisher {
  constructor(
    private readonly publishing: PublishingService,
    private readonly painter: DemoPainter,
    private readonly clock: Clock,
  ) {}

  /**
   * @param index tells its pictures from those of other posts
   * @param quotedPostId the post that it quotes
   */
  async publish(
    people: DemoPeople,
    post: DemoPost,
    index: number,
    quotedPostId: PostId | undefined,
  ): Promise<PostId> {
    const author = personIn(people, post.author);
    const mediaIds: MediaId[] = [];
    for (const [i, altText] of (post.pictures ?? []).entries()) {
      mediaIds.push(await this.painter.upload(author, altText, index * 10 + i));
    }
    const { title, body, tags, status, visibility, contentWarning } = post;
    return this.publishing.publish(author, {
      ...{ title, body, tags, status, visibility, contentWarning, mediaIds, quotedPostId },
      poll: post.poll && { options: post.poll, closesAt: this.inAWeek() },
      publishAt: post.isScheduled === true ? this.inAWeek() : undefined,
    });
  }

  private inAWeek(): string {
    return new Date(this.clock.now().getTime() + WEEK_MS).toISOString();
  }
}
