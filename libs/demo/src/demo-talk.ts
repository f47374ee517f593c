import { Injectable } from '@nestjs/common';
import { type CommentId, commentLikes, CommentService } from '#libs/comment';
import { bookmarks, type PostId, postLikes, postReposts } from '#libs/post';
import { ReactionService } from '#libs/reaction';
import { type DemoPeople, personIn } from './demo-members.js';
import type { DemoComment, DemoPost } from './demo-posts.js';

/** Comments, likes, bookmarks and reposts of the demo community. */
@Injectable()
export class DemoTalk {
  constructor(
    private readonly comments: CommentService,
    private readonly reactions: ReactionService,
  ) {}

  /** Everything that people have to say about one post. */
  async about(people: DemoPeople, postId: PostId, post: DemoPost): Promise<void> {
    for (const nickname of post.likedBy ?? []) {
      await this.reactions.react(postLikes, personIn(people, nickname), postId);
    }
    for (const nickname of post.bookmarkedBy ?? []) {
      await this.reactions.react(bookmarks, personIn(people, nickname), postId);
    }
    for (const nickname of post.repostedBy ?? []) {
      await this.reactions.react(postReposts, personIn(people, nickname), postId);
    }
    for (const comment of post.comments ?? []) {
      await this.say(people, postId, comment, undefined);
    }
  }

  private async say(
    people: DemoPeople,
    postId: PostId,
    { author, body, replies, likedBy }: DemoComment,
    parentId: CommentId | undefined,
  ): Promise<void> {
    const id = await this.comments.write(personIn(people, author), postId, { body, parentId });
    for (const nickname of likedBy ?? []) {
      await this.reactions.react(commentLikes, personIn(people, nickname), id);
    }
    for (const reply of replies ?? []) {
      await this.say(people, postId, reply, id);
    }
  }
}
